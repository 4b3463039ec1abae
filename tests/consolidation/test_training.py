"""Weights are learned from known pairs; a model file of another make is refused."""

import json
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from markaz.consolidation.weights import model as models
from markaz.consolidation.weights.comparisons import comparisons
from markaz.consolidation.weights.samples import SAMPLE, Sample, weights
from markaz.consolidation.weights.training import learn

NAMES = [known.name for known in comparisons()]


def drawn(model: models.Model, *, pairs: int, offset: float = 0.0, seed: int = 3) -> Sample:
    """Pairs whose truth is drawn by a model's own weights."""
    chance = np.random.default_rng(seed)
    columns = [chance.integers(0, len(known.levels) + 1, pairs) for known in comparisons()]
    letters = [
        "".join(map("0123456789abcdef".__getitem__, row)) for row in zip(*columns, strict=True)
    ]
    empty = np.zeros(pairs)
    bare = Sample(pa.table([letters, empty, empty, empty], schema=SAMPLE), whole=True)
    bits = weights(model, bare) + offset
    same = (chance.random(pairs) < 1 / (1 + 2.0**-bits)).astype(float)
    return Sample(bare.pairs.set_column(3, "same", pa.array(same)), whole=True)


@pytest.fixture
def taught() -> models.Model:
    """A model that thinks nothing of names and much of the kind of report."""
    start = models.prior_model()
    weights = {**start.weights, "who": (0.0,) * 5, "kind": (6.0, -1.0, -6.0)}
    return replace(start, weights=weights, intercept=-1.0)


def learned(samples: list[Sample]) -> models.Model:
    return learn(samples, start=models.prior_model(), name="test", learned_from="drawn pairs")


def test_weights_by_which_pairs_were_drawn_are_found_again(taught):
    found = learned([drawn(taught, pairs=40_000)])
    assert found.weights["kind"] == pytest.approx(taught.weights["kind"], abs=1.0)
    assert found.weights["who"] == pytest.approx(taught.weights["who"], abs=1.0)


def test_a_ledger_with_more_strangers_does_not_move_what_a_field_weighs(taught):
    alone = learned([drawn(taught, pairs=40_000)])
    dense = drawn(taught, pairs=40_000, offset=-6.0, seed=4)
    both = learned([drawn(taught, pairs=40_000), dense])
    assert both.weights["kind"] == pytest.approx(alone.weights["kind"], abs=0.7)


def test_judged_pairs_alone_leave_the_prior_as_it_was(taught):
    judged = Sample(drawn(taught, pairs=2_000).pairs, whole=False)
    found = learned([judged])
    before = models.prior_model()
    assert (found.intercept, found.share) == (before.intercept, before.share)
    assert found.weights != before.weights


def test_a_level_that_no_pair_has_keeps_its_weight(taught):
    pairs = drawn(taught, pairs=5_000).pairs
    letters = [text[:5] + "0" + text[6:] for text in pairs["levels"].to_pylist()]
    sample = Sample(pairs.set_column(0, "levels", pa.array(letters)), whole=True)
    assert learned([sample]).weights[NAMES[5]] == models.prior_model().weights[NAMES[5]]


def test_a_model_comes_back_from_its_file_as_it_was(tmp_path):
    path = tmp_path / "model.json"
    models.save(models.shipped(), path)
    assert models.load(path) == models.shipped()


@pytest.mark.parametrize(("part", "value"), [("form", 0), ("comparisons", "of another version")])
def test_a_model_of_another_version_is_refused_in_one_sentence(tmp_path, part, value):
    path = tmp_path / "model.json"
    models.save(models.shipped(), path)
    kept = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**kept, part: value}), encoding="utf-8")
    with pytest.raises(models.ModelError, match="another version of the comparisons: train it"):
        models.load(path)


@pytest.mark.parametrize("written", ["", "[]", "{}", "not JSON"])
def test_what_is_no_model_file_is_refused_in_one_sentence(tmp_path, written):
    path = tmp_path / "model.json"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(models.ModelError, match="no model file: train one with markaz train"):
        models.load(path)
