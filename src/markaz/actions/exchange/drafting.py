"""What a partner handed over as a file: looked at as drafts, and filed once a person says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from markaz.accounts.models import User
from markaz.actions.filing.drafts import FiledDraft, file_draft
from markaz.exchange.cutting import Limits, OversizedBundleError
from markaz.exchange.drafts import Draft, drafts
from markaz.exchange.misp.reading import draft_of, events_in, is_misp
from markaz.exchange.reading import Problem, read_bundle
from markaz.governance.permissions import Permission, require

LIMITS = Limits()
_HEAD_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Looked:
    """The drafts of a file, and the objects of it that could not be read."""

    drafts: tuple[Draft, ...]
    problems: tuple[Problem, ...]


def look_at_file(path: Path, *, by: User) -> Looked:
    """The drafts in a STIX bundle or a MISP event; nothing is kept.

    Raises:
        UnreadableBundleError: the file as a whole cannot be read.
        InvalidValueError: a MISP event in it is none.
    """
    require(by.permissions, Permission.RECEIVE_FILE)
    with path.open("rb") as stream:
        misp = is_misp(stream.read(_HEAD_BYTES))
        stream.seek(0)
        if not misp:
            read = read_bundle(stream, LIMITS)
            return Looked(drafts(read.objects), read.problems)
        body = stream.read(LIMITS.whole_bytes + 1)
    if len(body) > LIMITS.whole_bytes:
        raise OversizedBundleError(
            "The file is larger than {most} bytes: export fewer events at a time.",
            most=LIMITS.whole_bytes,
        )
    return Looked(tuple(map(draft_of, events_in(body))), ())


def file_drafts(
    found: Sequence[Draft], *, agency: str, by: User, now: datetime
) -> tuple[FiledDraft[Draft], ...]:
    """File each draft as an information report of an agency, each by itself.

    What stopped in the middle is begun anew by the same call: a report that stands is unchanged.
    """
    return tuple(file_draft(draft, agency=agency, by=by, now=now) for draft in found)
