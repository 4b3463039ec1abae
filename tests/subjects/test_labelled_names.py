"""On public labelled pairs the comparison keeps what it could; skipped where they are absent."""

import pytest
from benchmarks.name_pairs import SHARED, labelled

from markaz.subjects.names.comparing import compare_names
from markaz.subjects.names.words import NameKind

absent = pytest.mark.skipif(
    not (SHARED / "name_match_pairs").is_dir(),
    reason="the public collection of labelled names is not beside this checkout",
)


@absent
@pytest.mark.parametrize(("kind", "least"), [("person", 0.88), ("organisation", 0.87)])
def test_labelled_pairs_are_told_as_well_as_before(kind, least):
    pairs = [pair for pair in labelled() if pair.kind == kind]
    said = [
        compare_names(pair.left, pair.right, kind=NameKind(kind)).score >= 0.5 for pair in pairs
    ]
    hit = sum(told and pair.same for told, pair in zip(said, pairs, strict=True))
    assert 2 * hit / (sum(said) + sum(pair.same for pair in pairs)) >= least
