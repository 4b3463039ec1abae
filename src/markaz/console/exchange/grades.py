"""A grading in the words of its scheme, and what it would be called under the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from markaz.console.wording import language, named
from markaz.exchange.grading import Loss, converted
from markaz.records.grading import GRADES, Grading, Scheme, read_grading
from markaz.store.models import ReportRow
from markaz.store.pages.incident import Filed

SCHEMES: Mapping[Scheme, Promise] = {
    Scheme.ADMIRALTY: _("Admiralty"),
    Scheme.EUROPOL: _("Europol 4x4"),
    Scheme.UK: _("UK 3x5x2"),
}
_AXES = ("source", "information", "handling")
# What a form offers: handling codes and conditions are added by hand.
SUGGESTED = tuple(
    f"{scheme} {source}{information}"
    for scheme in Scheme
    for source in GRADES[scheme, "source"]
    for information in GRADES[scheme, "information"]
)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """One report's grading under another scheme, with each loss in the page's language."""

    report: ReportRow
    scheme: str
    codes: str
    words: str
    conditions: str
    lost: tuple[str, ...]


def words(graded: Grading) -> str:
    """What the codes mean, axis by axis."""
    stop = "؛ " if language() == "ur" else "; "
    said = ((axis, getattr(graded, axis)) for axis in _AXES)
    return stop.join(named(code, GRADES[graded.scheme, axis]) for axis, code in said if code)


def elsewhere(filed: Sequence[Filed]) -> list[Elsewhere]:
    """Each grading that the reports carry, under the schemes in which it was not given."""
    return [
        _under(each.report, read_grading(each.report.grading), scheme)
        for each in filed
        if each.report.grading
        for scheme in Scheme
        if scheme is not read_grading(each.report.grading).scheme
    ]


def _under(report: ReportRow, graded: Grading, scheme: Scheme) -> Elsewhere:
    there = converted(graded, to=scheme)
    bare = replace(there.grading, conditions="")
    return Elsewhere(
        report,
        scheme=str(SCHEMES[scheme]),
        codes=bare.notation.partition(" ")[2],
        words=words(bare),
        conditions=there.grading.conditions,
        lost=tuple(map(_said, there.lost)),
    )


def _said(loss: Loss) -> str:
    return loss.ur if language() == "ur" else loss.en
