"""The failures a face may show: each message is one sentence that says what to do.

A sentence stands in English where it is raised, as a template with named values, so that a face
may say it in another language: `InvalidValueError("There is no report {number}.", number=12)`.
"""

from dataclasses import dataclass

from markaz.data.folding import isolated


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A part of a sentence that brings its own Urdu, as the vocabularies give it."""

    en: str
    ur: str

    @classmethod
    def quoting(cls, words: str, *, en: str, ur: str) -> "Bilingual":
        """Both sentences around the words of a message, in either of which `{words}` stands.

        The words keep their own direction: "20 kg" in a sentence of Urdu is no "kg 20".
        """
        english = words if words.isascii() else isolated(words)
        return cls(en.format(words=english), ur.format(words=isolated(words)))

    def __str__(self) -> str:
        return self.en


@dataclass(frozen=True, slots=True)
class Listed:
    """A part of a sentence that names several; a face says each code in its own words."""

    parts: tuple[object, ...]

    def __str__(self) -> str:
        return ", ".join(map(str, self.parts))


class MarkazError(Exception):
    """A refusal whose text can be shown to the person as it is.

    `sentence` is the template, of a class or of one refusal; `values` is what fills it.
    """

    sentence = ""

    def __init__(self, sentence: str = "", /, **values: object) -> None:
        self.sentence = sentence or self.sentence
        # The reader of a file works in a process of its own, and not every cause travels.
        self.values = {
            name: str(value) if isinstance(value, BaseException) else value
            for name, value in values.items()
        }
        super().__init__(self.sentence.format(**self.values) if values else self.sentence)

    def kept(self) -> dict[str, object]:
        """The refusal as JSON keeps it, for a face that shows it later."""
        plain = {
            name: value if type(value) in (int, float) else str(value)
            for name, value in self.values.items()
        }
        return {"sentence": self.sentence, "values": plain}


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
    """A step of a conflict that is not open to this person now."""


class ConflictClosedError(ConflictError):
    """The conflict is done with."""

    sentence = "This conflict is closed: file the operation again if something changed."


class ConflictOwnedError(ConflictError):
    """Somebody else answers for the conflict."""

    sentence = "Somebody owns this conflict already: ask them to hand it over."


class NotOwnerError(ConflictError):
    """Only the owner of a conflict hands it over or closes it."""

    sentence = "You do not own this conflict: take it, or ask its owner."


class NotASideError(ConflictError):
    """The operation has no part in the conflict."""

    sentence = "This operation is no side of the conflict: name one of its two."


class AlreadyConsentedError(ConflictError):
    """The side consented before."""

    sentence = "This side has consented already: nothing more is needed of it."


class NoConsentError(ConflictError):
    """There is no consent to take back, or it was used already."""

    sentence = (
        "There is no consent to take back: it was not given, or both sides have seen the details."
    )


class OutcomeMissingError(ConflictError):
    """A side has not said yet what came of it."""

    sentence = "A conflict closes when both sides have given an outcome: ask the one that has not."


class FiledLateError(MarkazError):
    """The operation was filed too near to its start, and nobody waived the rule."""


class TooManyChecksError(MarkazError):
    """The person has asked as often as one may in an hour."""

    sentence = (
        "You have made as many checks as one person may in an hour: wait, or ask the watch desk."
    )
