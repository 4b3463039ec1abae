"""What stands for itself on the command line, or in the file it names."""

from pathlib import Path


def typed(given: str) -> str:
    r"""The text given, `\n` in it as the end of a line: shells make a real one hard to type."""
    return given.replace("\\n", "\n")


def is_file(given: str) -> bool:
    """Whether a file of this name is there."""
    try:
        return Path(given).is_file()
    except (OSError, ValueError):  # longer than a name may be, or of characters no name has
        return False
