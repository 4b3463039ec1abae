"""Levels, weights and models: declared, learned, kept and refused."""

import json
from math import inf

import numpy as np
import pytest

from markaz.consolidation.pairs import levels
from markaz.consolidation.weighing import Scales
from markaz.consolidation.weighing import weigh as weigh_some
from markaz.consolidation.weights import model as models
from markaz.consolidation.weights.comparisons import comparisons
from markaz.consolidation.weights.prior import shift
from markaz.consolidation.weights.yardstick import Yardstick


def level(told, comparison, *reports):
    """The level of one comparison of two reports, and the pair's weight."""
    weight, letters = weigh(told(*reports))
    names = [known.name for known in comparisons()]
    return levels(letters)[names.index(comparison)], weight


def weigh(evidence, measured=Yardstick()):  # noqa: B008 (it never changes)
    ours, theirs = evidence.to_pylist()
    return Scales(models.prior_model(), measured).weigh(ours, theirs)


def words(comparison, at):
    (known,) = [known for known in comparisons() if known.name == comparison]
    return known.levels[at - 1].label_en if at else "unknown"


@pytest.mark.parametrize(
    ("comparison", "ours", "theirs", "expected"),
    [
        ("how_much", {"kg": 12.345}, {"kg": 12.345}, "the same quantity to the gram"),
        ("how_much", {"kg": 40}, {"kg": 40}, "the same round quantity"),
        ("how_much", {"kg": 12.4}, {"kg": 12}, "the same once rounded"),
        ("how_much", {"kg": 12.4}, {"kg": 13.3}, "within an eighth"),
        ("how_much", {"kg": 3.1}, {"kg": 0.0031}, "a thousand times apart, as grams taken for"
         " kilograms"),
        ("how_much", {"kg": 10}, {"kg": 22.046}, "apart as pounds from kilograms, or tolas from"
         " grams"),
        ("how_much", {"kg": 100}, {"kg": 40}, "one a part of the other"),
        ("how_much", {"kg": None}, {"kg": 4}, "unknown"),
        ("who", {"names": ["Usman Khan"]}, {"names": ["عثمان خان"]}, "a name in common"),
        ("who", {"names": ["Usman Khan"]}, {"names": ["Karim Dad"]}, "other names"),
        ("who", {"names": ["Usman Khan"]}, {}, "unknown"),
        ("where", {}, {"place_text": "ٹول پلازہ"}, "the same spot"),
        ("where", {}, {"district": "", "place_text": ""}, "the same province, the district not"
         " told"),
        ("what", {}, {"lines": [("UNK-UNSPECIFIED", 12.5)]}, "one does not say which substance"),
        ("partners", {"partners_text": "Customs"}, {}, "one names the other's agency as partner"),
        ("kind", {}, {"kind": "information"}, "kinds that do not go together"),
    ],
)  # fmt: skip
def test_a_comparison_says_in_words_what_it_saw(told, comparison, ours, theirs, expected):
    at, _ = level(told, comparison, ours, {"agency": "CUSTOMS", **theirs})
    assert words(comparison, at) == expected


def test_a_pair_weighs_the_sum_of_its_levels(told):
    model = models.prior_model()
    weight, letters = weigh(told({}, {"agency": "CUSTOMS"}))
    bits = model.intercept
    for known, at in zip(comparisons(), levels(letters), strict=True):
        bits += model.weights[known.name][at - 1] if at else 0
    assert weight == pytest.approx(bits)


def test_a_rare_place_weighs_more_than_a_common_one(told):
    evidence = told({}, {"agency": "CUSTOMS"})
    common, rare = (
        weigh(evidence, Yardstick(1000, 0.0, {"place": {"PK-SD-karachi": share}}))[0]
        for share in (0.25, 0.0625)
    )
    assert rare - common == pytest.approx(2.0)


def test_no_pairs_are_weighed_as_no_pairs():
    assert not weigh_some([], {}, model=models.prior_model(), measured=Yardstick(), least=-inf)


def test_every_level_has_its_words_in_both_languages():
    for known in comparisons():
        for text in (known, *known.levels):
            assert text.label_en
            assert any("\u0600" <= letter <= "\u06ff" for letter in text.label_ur)


def test_the_last_level_of_each_comparison_takes_what_is_left():
    for known in comparisons():
        assert [bool(level.condition) for level in known.levels] == (
            [True] * (len(known.levels) - 1) + [False]
        )


def test_a_model_comes_back_from_its_file(tmp_path):
    models.save(models.shipped(), tmp_path / "model.json")
    assert models.load(tmp_path / "model.json") == models.shipped()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"form": 99}, "another version"),
        ({"comparisons": "0000"}, "another version"),
        (None, "no model file"),
    ],
)
def test_a_model_of_another_version_is_refused_in_one_sentence(tmp_path, change, said):
    path = tmp_path / "model.json"
    models.save(models.shipped(), path)
    kept = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**kept, **change}) if change else "[]", encoding="utf-8")
    with pytest.raises(models.ModelError, match=said):
        models.load(path)


def test_a_denser_ledger_moves_every_weight_down_to_its_own_share():
    generator = np.random.default_rng(11)
    strangers = generator.normal(-9, 3, 20_000)
    true = generator.normal(9, 3, 200)
    weighed = np.concatenate([strangers, true])
    found = shift(weighed, candidates=20_200, share=0.2)
    chance = 1 / (1 + 2.0 ** -(weighed + found))
    assert chance.sum() == pytest.approx(200, rel=0.1)


def test_a_handful_of_pairs_leaves_the_weights_as_learned():
    weighed = np.array([12.0, 14.0])
    assert abs(shift(weighed, candidates=2, share=0.2)) < 0.6
