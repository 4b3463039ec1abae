"""The failures a face may show: each message is one sentence that says what to do."""


class MarkazError(Exception):
    """A refusal whose text can be shown to the person as it is."""


class NotPermittedError(MarkazError):
    """The person's role or agency does not allow this."""


class UnreadableFileError(MarkazError):
    """The file as a whole cannot be read; nothing of it was kept."""


class UnknownSourceError(MarkazError):
    """No source of this name is described."""


class UnknownFigureError(MarkazError):
    """No figure of this name is declared."""


class InvalidValueError(MarkazError, ValueError):
    """A value that its own record refuses."""


class PurposeError(InvalidValueError):
    """Nobody looks at a person without saying for what case or operation."""


class ConflictError(MarkazError):
    """A step of a conflict that is not open to this person now, said in both languages."""

    en = ""
    ur = ""

    def __init__(self) -> None:
        super().__init__(self.en)


class ConflictClosedError(ConflictError):
    """The conflict is done with."""

    en = "This conflict is closed: file the operation again if something changed."
    ur = "یہ تصادم بند ہو چکا ہے: کچھ بدلا ہو تو کارروائی دوبارہ درج کریں۔"


class ConflictOwnedError(ConflictError):
    """Somebody else answers for the conflict."""

    en = "Somebody owns this conflict already: ask them to hand it over."
    ur = "یہ تصادم پہلے ہی کسی کے ذمے ہے: ان سے حوالے کرنے کو کہیں۔"


class NotOwnerError(ConflictError):
    """Only the owner of a conflict hands it over or closes it."""

    en = "You do not own this conflict: take it, or ask its owner."
    ur = "یہ تصادم آپ کے ذمے نہیں: اسے لیں یا ذمہ دار سے کہیں۔"


class NotASideError(ConflictError):
    """The operation has no part in the conflict."""

    en = "This operation is no side of the conflict: name one of its two."
    ur = "یہ کارروائی اس تصادم کا فریق نہیں: دونوں میں سے ایک کا نام دیں۔"


class AlreadyConsentedError(ConflictError):
    """The side consented before."""

    en = "This side has consented already: nothing more is needed of it."
    ur = "یہ فریق پہلے ہی رضامندی دے چکا ہے: مزید کچھ درکار نہیں۔"


class NoConsentError(ConflictError):
    """There is no consent to take back, or it was used already."""

    en = "There is no consent to take back: it was not given, or both sides have seen the details."
    ur = "واپس لینے کو کوئی رضامندی نہیں: دی نہیں گئی، یا دونوں فریق تفصیل دیکھ چکے ہیں۔"


class OutcomeMissingError(ConflictError):
    """A side has not said yet what came of it."""

    en = "A conflict closes when both sides have given an outcome: ask the one that has not."
    ur = "تصادم تب بند ہوتا ہے جب دونوں فریق نتیجہ بتا دیں: جس نے نہیں بتایا اس سے پوچھیں۔"


class FiledLateError(MarkazError):
    """The operation was filed too near to its start, and nobody waived the rule."""


class TooManyChecksError(MarkazError):
    """The person has asked as often as one may in an hour."""

    en = "You have made as many checks as one person may in an hour: wait, or ask the watch desk."
    ur = "آپ ایک گھنٹے کی حد تک جانچ کر چکے ہیں: انتظار کریں یا نگران ڈیسک سے کہیں۔"

    def __init__(self) -> None:
        super().__init__(self.en)
