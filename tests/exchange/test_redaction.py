"""A non-nominal version tells nobody's name, number or address, however it was written."""

import json
import re
import unicodedata
from dataclasses import replace

import pytest
import stix2
from hypothesis import given
from hypothesis import strategies as st
from tests.exchange import invented

from markaz.exchange.redaction import Terms, non_nominal_ref, redact, redacted, terms_of
from markaz.exchange.stix.bundle import objects_of
from markaz.exchange.told import Told
from markaz.governance.marking import Marking
from markaz.records.report import PersonMention

# One word of an invented name in several writings; the first is the one the records know.
WRITINGS = {
    "Zorak": [
        "Zorak",
        "ZORAK",
        "zorak",
        "زوراک",
        "Zoräk",
        "Зорак",
        "Zorek",
        "Z o r a k",
        "Z.o.r.a.k",
    ],
    "Belmand": [
        "Belmand",
        "belmand",
        "بلمند",
        "Belmund",
        "Bel\u200bmand",
        "Ｂｅｌｍａｎｄ",
        "BELMAND's",
    ],
    "Muhammad": ["Muhammad", "Mohammed", "محمد", "مُحَمَّد", "Mohd", "Muhammed"],
    "Kareem": ["Kareem", "Karim", "کریم", "كريم", "KARIM"],
    "Tavikzai": ["Tavikzai", "tavikzai", "Tawikzai", "تاویکزی", "Tavik\u00adzai"],
}
FILLER = [
    "the officers",
    "seized 12.5 kg",
    "of heroin,",
    "at the border;",
    "ضبط کی گئی",
    "on 2025-12-07",
    "(see list)",
    "and drove",
    "ایک گاڑی میں",
    "—",
]
PHONE = "+92 300 1234567"
PHONE_WRITINGS = [
    PHONE,
    "0300-1234567",
    "03001234567",
    "۰۳۰۰۱۲۳۴۵۶۷",
    "٠٣٠٠ ١٢٣ ٤٥٦٧",
    "(0300) 123.45.67",
    "0092-300-123-4567",
    "300\u200b1234567",
    "1234567",
]


def squeezed(text):
    """What a reader who ignores marks, case and what stands between letters would see."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in plain if char.isalnum())


def without_notes(text):
    return re.sub(r"\[(name|number|address) withheld\]", " | ", text)


@given(st.data())
def test_no_writing_of_a_known_name_stays_in_any_text(data):
    known = data.draw(
        st.lists(st.sampled_from(sorted(WRITINGS)), min_size=1, max_size=3, unique=True)
    )
    pieces, hidden = [], []
    for _ in range(data.draw(st.integers(1, 8))):
        if data.draw(st.booleans()):
            hidden.append(data.draw(st.sampled_from(WRITINGS[data.draw(st.sampled_from(known))])))
            pieces.append(hidden[-1])
        else:
            pieces.append(data.draw(st.sampled_from(FILLER)))
    text = data.draw(st.sampled_from([" ", ", ", "\n", " - "])).join(pieces)
    left = squeezed(without_notes(redacted(text, Terms(names=(" ".join(known),)))))
    for writing in hidden:
        assert squeezed(writing) not in left, (text, left)


@given(st.data())
def test_no_writing_of_a_known_number_stays_in_any_text(data):
    writing = data.draw(st.sampled_from(PHONE_WRITINGS))
    before, after = (
        data.draw(st.sampled_from(["", " ", "tel. ", "on 2025-12-07 ", "12.5 kg ", "—"]))
        for _ in range(2)
    )
    left = redacted(f"{before}{writing} {after}", Terms(numbers=(PHONE,)))
    assert "1234567" not in "".join(str(unicodedata.decimal(c)) for c in left if c.isdecimal())


@given(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=12),
    st.text(max_size=40),
    st.text(max_size=40),
)
def test_any_name_at_all_is_gone_from_any_text_at_all(name, before, after):
    text = f"{before} {name.title()} {after}"
    left = without_notes(redacted(text, Terms(names=(name,)))).casefold()
    assert name not in left.split()


@pytest.mark.parametrize(
    "text",
    [
        "cnic 00000-1234567-1",
        "0000012345671",
        "passport ZZ1234567",
        "zz 1234567",
        "someone@example.org",
        "IBAN PK36ABCD0000001123456702",
        "plate QQ-0007",
        "IMEI 490154203237518",
        "born on 1990-05-04",
        "date of birth: 04/05/1990",
        "تاریخ پیدائش ۱۹۹۰",
    ],
)
def test_what_looks_like_a_persons_number_goes_though_nobody_knew_it(text):
    assert not re.search(r"\d{2}", without_notes(redacted(text, Terms())))
    assert "example" not in redacted(text, Terms())


@pytest.mark.parametrize(
    "text",
    [
        "House 12, Street 4, Sector G-9",
        "گلی ۴، محلہ نور",
        "village Nowhere near the canal",
    ],
)
def test_an_address_goes_to_the_end_of_its_sentence(text):
    assert redacted(f"Found at {text}. Then it ended.", Terms()) == (
        "Found at [address withheld]. Then it ended."
    )


def test_a_known_address_goes_wherever_it_stands():
    known = Terms(addresses=("Old Mill, Canal Road",))
    assert "Mill" not in redacted("kept in old mill - canal road", known)


@pytest.mark.parametrize(
    "text",
    [
        "Seized 12.5 kg of heroin and 300 tablets on 2025-12-07 at Chaman.",
        "Weighed 12500000 mg; the crime scene was examined, all of it.",
        "بارہ کلو چرس ضبط کی گئی۔",
        "0.40468564224 ha cleared",
    ],
)
def test_what_tells_of_nobody_stays_as_it_was(text):
    assert redacted(text, Terms(names=("Ali Karim Amin", "Noor"), numbers=(PHONE,))) == text


def test_objects_tell_nothing_of_anybody():
    told = invented.everything()
    text = json.dumps(redact(objects_of(told), terms_of(told)), ensure_ascii=False)
    for secret in ("Zorak", "Belmand", "Tavik", "زوراک", "0000001", "1234567", "QQ", "0007", "34,"):
        assert secret not in text, secret
    assert "12500000" in text and '"suspect"' in text


def test_a_person_whom_no_object_tells_is_not_in_the_words_either():
    one = invented.report(
        persons=(PersonMention(1, "victim", "Mirelle Ostavan"),), text="Ostavan was freed."
    )
    told = Told(namespace=invented.NAMESPACE, reports=(one,))
    assert "Ostavan" not in json.dumps(redact(objects_of(told), terms_of(told)))


def test_a_partners_objects_are_searched_for_what_they_say_themselves():
    uuid = "--0d0b0e5c-7f0e-4d3c-8a63-0f5a2b6d1a10"
    theirs = [
        {
            "type": "identity",
            "id": "identity" + uuid,
            "name": "Zorak Belmand",
            "identity_class": "individual",
            "contact_information": "Old Mill, Canal Road",
        },
        {
            "type": "x-note",
            "id": "x-note" + uuid,
            "x_free": {"deep": ["زوراک was at old mill canal road"]},
            "x_belmand": 1,
            "x_phone": 3001234567,
        },
        {"type": "artifact", "id": "artifact" + uuid, "payload_bin": "WmlyYWs="},
    ]
    text = json.dumps(redact(theirs, Terms(numbers=(PHONE,))), ensure_ascii=False)
    for secret in ("Zorak", "زوراک", "belmand", "ill", "3001234567", "WmlyYWs"):
        assert secret not in text, secret


def test_objects_stay_one_for_one_and_refer_to_each_other():
    told = invented.everything()
    before = objects_of(told)
    after = redact(before, terms_of(told))
    assert [stix["type"] for stix in after] == [stix["type"] for stix in before]
    known = {stix["id"] for stix in after}
    for stix in after:
        stix2.parse(stix, allow_custom=True)
        for name, value in stix.items():
            refs = [value] if name.endswith("_ref") else value if name.endswith("_refs") else []
            assert set(refs) <= known


def test_two_contents_never_travel_under_one_id():
    told = invented.everything()
    before = objects_of(told)
    for nominal, open_one in zip(before, redact(before, terms_of(told)), strict=True):
        if nominal == open_one:
            continue
        assert open_one["id"] == non_nominal_ref(nominal["id"])


def test_an_incident_that_names_nobody_stays_the_same_object():
    told = invented.everything()
    before = [stix for stix in objects_of(told) if stix["type"] == "incident"]
    after = [s for s in redact(objects_of(told), terms_of(told)) if s["type"] == "incident"]
    assert before == after


def test_a_marking_of_a_field_that_is_gone_goes_with_it():
    told = invented.everything()
    (means,) = [s for s in objects_of(told) if s["type"] == "means-of-transport"]
    ref = means["object_marking_refs"][0]
    marked = {
        **means,
        "granular_markings": [
            {"marking_ref": ref, "selectors": ["identifier"]},
            {"marking_ref": ref, "selectors": ["kind", "identifier", "extensions.none.[0]"]},
        ],
    }
    (after,) = redact([marked], Terms())
    assert after["granular_markings"] == [{"marking_ref": ref, "selectors": ["kind"]}]


def test_a_person_who_is_called_like_a_place_a_property_or_a_word_spoils_no_object():
    names = ("Chaman Nami", "Aria Kaind", "Sizar Rol", "Poppy Heroyn", "Pakistan Customs", "Lead")
    persons = tuple(PersonMention(n, "suspect", name) for n, name in enumerate(names, start=1))
    told = Told(
        namespace=invented.NAMESPACE,
        incidents=(invented.incident(41),),
        reports=(invented.report(agency="CUSTOMS", persons=persons, text="Nami of Chaman"),),
    )
    before = objects_of(told)
    after = redact(before, terms_of(told))
    for nominal, open_one in zip(before, after, strict=True):
        if nominal["type"] in ("identity", "report"):
            continue
        # The place as an officer wrote it goes, since it may be a name; its code stays.
        assert nominal.keys() - {"identifier", "description"} <= open_one.keys()
    (incident,) = [one for one in after if one["type"] == "incident"]
    (said,) = incident["extensions"].values()
    assert said["place"]["district"] == "PK-BA-chaman"
    assert said["lines"][0]["substance_name"] == "Heroin" and said["area_ha"] == "1.25000000000"
    assert incident["name"] == "seizure, 2025-12-07"
    agencies = {one["name"] for one in after if one.get("identity_class") == "organization"}
    assert "Pakistan Customs" in agencies
    (report,) = [one for one in after if one["type"] == "report"]
    assert "Nami" not in report["description"] and "Chaman" not in report["description"]
    for stix in after:
        stix2.parse(stix, allow_custom=True)


def test_redacting_twice_changes_nothing_more():
    told = replace(invented.everything(), subjects=(invented.subject(marking=Marking.RED),))
    once = redact(objects_of(told), terms_of(told))
    assert redact(once, terms_of(told)) == once
    words = "Zorak Belmand rang 0300-1234567 from House 4."
    terms = Terms(("Zorak Belmand",), (PHONE,))
    assert redacted(redacted(words, terms), terms) == redacted(words, terms)
