import pyarrow as pa
import pytest

from markaz.consolidation.exact import PAIRS
from markaz.store import links
from markaz.store.models import JudgementRow, Link

pytestmark = pytest.mark.django_db


def pairs(*rows: tuple[int, int]) -> pa.Table:
    return pa.Table.from_pylist(
        [{"incident": i, "number": n, "reason": "they agree"} for i, n in rows], schema=PAIRS
    )


def test_a_pair_becomes_a_link_and_a_judgement_with_its_reason(operator, now):
    assert links.join(pairs((1, 2)), rule="exact", by=operator, now=now) == 1
    assert Link.objects.values_list("number", "incident").get() == (2, 1)
    judgement = JudgementRow.objects.get()
    assert (judgement.verdict, judgement.reasons, judgement.rule) == (
        "positive",
        ["they agree"],
        "exact",
    )


def test_joining_again_changes_nothing(operator, now):
    links.join(pairs((1, 2)), rule="exact", by=operator, now=now)
    assert links.join(pairs((1, 2)), rule="exact", by=operator, now=now) == 0
    assert Link.objects.count() == JudgementRow.objects.count() == 1


def test_a_pair_judged_apart_stays_apart(operator, now):
    JudgementRow.objects.create(left=1, right=2, verdict="negative", by="analyst", at=now)
    assert links.join(pairs((1, 2), (1, 3)), rule="exact", by=operator, now=now) == 1
    assert Link.objects.get().number == 3
