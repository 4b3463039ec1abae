"""One way from a draft to a report, whoever drafted it: a partner's object or a message."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, Protocol, TypeVar

from markaz.accounts.models import User
from markaz.actions.filing import typed
from markaz.records.errors import InvalidValueError


class Fileable(Protocol):
    """A draft that a person may file as it stands."""

    @property
    def occurred_first(self) -> date | None:
        """The first day it may have happened on, None where nobody said."""

    @property
    def source(self) -> str:
        """The source by which its fields are read."""

    def typed(self) -> typed.Typed:
        """The draft as the fields of the form."""


Drafted = TypeVar("Drafted", bound=Fileable)


@dataclass(frozen=True, slots=True)
class FiledDraft(Generic[Drafted]):
    """What became of a draft: the number of its report, or the refusal to file it."""

    draft: Drafted
    number: int | None
    refusal: InvalidValueError | None = None


def file_draft(draft: Drafted, *, agency: str, by: User, now: datetime) -> FiledDraft[Drafted]:
    """File one draft as a report of an agency; the refusal where it cannot stand as it is."""
    if draft.occurred_first is None:
        return FiledDraft(
            draft,
            None,
            InvalidValueError(
                "No day is given: file it by the form, where you can say which it was."
            ),
        )
    told = {**draft.typed(), "agency": agency}
    try:
        filed = typed.file_report(told, by=by, now=now, source=draft.source)
    except InvalidValueError as error:
        return FiledDraft(draft, None, error)
    return FiledDraft(draft, filed.number)
