"""The one refusal of this room: a file that is no scan, or not a whole one."""

from markaz.records.errors import MarkazError


class Refused(MarkazError):  # noqa: N818 (what happened to the file, as the quarantine says it)
    """The file goes to quarantine; the sentence stands beside it."""
