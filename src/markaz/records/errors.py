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
