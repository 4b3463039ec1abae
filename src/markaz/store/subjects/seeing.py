"""The one rule on who sees an agency's own entries and files: the agency itself and the centre."""

from collections.abc import Collection

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from markaz.accounts.models import User
from markaz.governance.audit import Event
from markaz.store.models import (
    AliasRow,
    AuditRow,
    BelongingRow,
    MentionRow,
    SubjectRow,
    SuggestionRow,
)
from markaz.store.subjects import lookup

_MOST_WORDS = 6


def entries(by: User, *, words: str = "") -> QuerySet[MentionRow]:
    """The entries that stand on the lists of the person's agency, or on all for the centre.

    `words` must all stand in the name, the father's name, the address or a number.  The entries by
    which a file's names and numbers are found are kept with the file and stand not here.
    """
    rows = MentionRow.objects.filter(part="listed", ended_at=None, aliases=None).order_by("-id")
    if not by.viewer.at_centre:
        rows = rows.filter(agency__in=by.viewer.agencies)
    for word in words.split()[:_MOST_WORDS]:
        rows = rows.filter(
            Q(name_text__icontains=word)
            | Q(father_name_text__icontains=word)
            | Q(address_text__icontains=word)
            | Q(identifiers__canonical__icontains=word)
            | Q(identifiers__written__icontains=word)
        )
    return rows.distinct() if words else rows


def both_in_sight(rows: QuerySet[SuggestionRow], by: User) -> QuerySet[SuggestionRow]:
    """The suggestions of which the person may see both mentions, and that stand."""
    for side in ("left", "right"):
        rows = rows.filter(**{f"{side}__ended_at": None, f"{side}__report__known_to": None})
        if not by.viewer.at_centre:
            own = by.viewer.agencies
            rows = rows.filter(
                Q(**{f"{side}__agency__in": own}) | Q(**{f"{side}__report__agency__in": own})
            )
    return rows


def subjects(by: User) -> QuerySet[SubjectRow]:
    """The files that the person's agency keeps, or all for the centre, the next review first."""
    rows = SubjectRow.objects.order_by("review_by", "id")
    return rows if by.viewer.at_centre else rows.filter(agency__in=by.viewer.agencies)


def aliases(subject: int) -> QuerySet[AliasRow]:
    """Every name and number of a file, what stands first; `restored` where it came back since."""
    back = AliasRow.objects.filter(restores=OuterRef("id"), ended_at=None)
    rows = AliasRow.objects.filter(subject_id=subject).annotate(restored=Exists(back))
    return rows.order_by(F("ended_at").desc(nulls_first=True), "id")


def belongings(subject: int) -> QuerySet[BelongingRow]:
    """Every mention that is or was of a file, but those by which its aliases are found."""
    rows = BelongingRow.objects.filter(subject_id=subject).exclude(rule="alias")
    return rows.select_related("mention").order_by(F("ended_at").desc(nulls_first=True), "id")


def changes(subject: int) -> QuerySet[AuditRow]:
    """What the log tells of a file, the latest first: who changed what, and when."""
    return AuditRow.objects.filter(
        event__in=(Event.SUBJECT_OPENED, Event.SUBJECT_CHANGED), subject=f"subject {subject}"
    ).order_by("-id")


def names(subjects: Collection[int]) -> dict[int, str]:
    """What each file is called: by its first standing name, else by a number, else by a mention."""
    found: dict[int, str] = {}
    standing = AliasRow.objects.filter(subject_id__in=subjects, ended_at=None).order_by("id")
    for kind, subject, written in standing.values_list("kind", "subject_id", "written"):
        if kind == "name":
            found.setdefault(subject, written)
    belong = BelongingRow.objects.filter(subject_id__in=subjects, ended_at=None).order_by("id")
    theirs = dict(belong.values_list("mention_id", "subject_id"))
    held = lookup.fetch(theirs)
    for mention, subject in theirs.items():
        if mention in held and held[mention].name:
            found.setdefault(subject, held[mention].name)
    for subject, written in standing.values_list("subject_id", "written"):
        found.setdefault(subject, written)
    return found


def pages(subjects: Collection[int]) -> dict[int, str]:
    """The public name under which each file has its page."""
    return dict(SubjectRow.objects.filter(id__in=subjects).values_list("id", "name"))
