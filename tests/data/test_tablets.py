from markaz.data.substances import SUBSTANCES
from markaz.data.tablets import TABLET_WEIGHTS, tablet_weight


def test_every_range_is_of_a_known_substance_and_says_its_source():
    for code, weight in TABLET_WEIGHTS.items():
        assert code in SUBSTANCES
        assert 0 < weight.low_mg <= weight.high_mg
        assert weight.source
        assert weight.edition


def test_the_assumed_range_of_a_stimulant_tablet_is_known():
    weight = tablet_weight("ATS-METH")
    assert weight is not None
    assert (weight.low_mg, weight.high_mg) == (90, 300)


def test_no_weight_is_made_up_where_none_is_stated():
    assert tablet_weight("OPI-HEROIN") is None
