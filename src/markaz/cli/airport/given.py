"""What stands for itself on the command line, or in the file it names."""

from pathlib import Path

from markaz.records.errors import InvalidValueError


def text_or_file(given: str) -> str:
    r"""The text given, `\n` in it as the end of a line, or that of the file it names.

    Raises:
        InvalidValueError: the file holds no text of this kind.
    """
    if not is_file(given):
        return given.replace("\\n", "\n")
    content = Path(given).read_bytes()
    if not content.isascii():
        raise InvalidValueError(
            f"{given} holds no plain text: name a text file, or give the text itself."
        )
    return content.decode("ascii")


def is_file(given: str) -> bool:
    """Whether a file of this name is there."""
    try:
        return Path(given).is_file()
    except (OSError, ValueError):  # longer than a name may be, or of characters no name has
        return False
