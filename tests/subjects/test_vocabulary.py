"""The tables of names are whole and of single words."""

from markaz.data.phones import readable
from markaz.data.tables import rows
from markaz.subjects.names.features import FEATURES
from markaz.subjects.names.reasons import LABELS
from markaz.subjects.names.vocabulary import tribes
from markaz.subjects.names.weights import name_weights
from markaz.subjects.names.words import NameKind


def test_known_spellings_are_single_words_so_that_no_person_is_named():
    assert all(len(readable(row["spelling"]).split()) == 1 for row in rows("name_variants"))


def test_every_title_and_marker_is_explained_in_both_languages():
    for row in (*rows("name_titles"), *rows("name_markers")):
        assert row["label_en"]
        assert row["label_ur"]


def test_a_tribe_has_one_code_in_every_spelling():
    assert tribes()[readable("اچکزئی")] == tribes()["achekzai"] == "achakzai"


def test_both_kinds_of_name_weigh_the_same_traits_and_each_has_its_label():
    for kind in NameKind:
        assert set(name_weights(kind).weights) == set(FEATURES)
    assert set(LABELS) == {"before", *FEATURES}
