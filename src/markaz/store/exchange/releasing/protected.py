"""As whom files keep the persons that a report names."""

from collections import defaultdict

from markaz.store.models import BelongingRow


def categories(report: int) -> dict[int, frozenset[str]]:
    """For each person of one revision of a report, by mention, the categories of their files."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    rows = BelongingRow.objects.filter(
        mention__report=report, mention__part="person", ended_at=None
    )
    for mention, category in rows.values_list("mention__place", "subject__category"):
        if mention is not None:
            found[mention].add(category)
    return {mention: frozenset(every) for mention, every in found.items()}
