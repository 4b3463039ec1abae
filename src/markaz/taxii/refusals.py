"""What a partner's program is refused for, beside what the actions refuse."""

from markaz.records.errors import MarkazError


class BadRequestError(MarkazError):
    """A parameter or a body cannot be read."""


class NotThereError(MarkazError):
    """Nothing stands at this address for this partner."""

    def __init__(self) -> None:
        super().__init__("Nothing stands at this address: see the collections open to you.")


class NotAcceptableError(MarkazError):
    """The program does not take what TAXII 2.1 answers."""

    def __init__(self) -> None:
        super().__init__("This server answers application/taxii+json;version=2.1: accept that.")


class UnsupportedTypeError(MarkazError):
    """The body is not said to be TAXII 2.1."""

    def __init__(self) -> None:
        super().__init__("Send the body as application/taxii+json;version=2.1.")


class TooLargeError(MarkazError):
    """The body is larger than this root reads."""

    def __init__(self, most: int) -> None:
        super().__init__(f"The body is larger than {most} bytes: send the objects in parts.")


class UnprocessableError(MarkazError):
    """The body is JSON and yet no envelope of objects."""
