"""For what case or operation somebody looks at a person: demanded at every door by one rule."""

from markaz.records.errors import PurposeError

SHORTEST, LONGEST = 5, 300


def stated(written: str) -> str:
    """The purpose in one line, as the audit log keeps it.

    Raises:
        PurposeError: there is none, or it is too long to be read.
    """
    purpose = " ".join(written.split())
    if len(purpose) < SHORTEST:
        raise PurposeError("Say for what purpose you ask: the case or the operation.")
    if len(purpose) > LONGEST:
        raise PurposeError("Say the purpose in {most} letters or fewer.", most=LONGEST)
    return purpose
