"""Whatever a partner puts into properties, reading, drafting and redacting go through."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markaz.exchange.drafts import drafts
from markaz.exchange.misp.reading import draft_of
from markaz.exchange.reading import read_bundle
from markaz.exchange.redaction import Terms, redact
from markaz.exchange.stix.extensions import EVENT, SUBJECT
from markaz.governance.marking import Marking
from markaz.intake.sources.vocabulary import FIELDS
from markaz.records.errors import InvalidValueError

UUID = "0d0b0e5c-7f0e-4d3c-8a63-0f5a2b6d1a1{}"
KINDS = ("report", "incident", "note", "grouping", "identity", "marking-definition", "threat-actor",
         "means-of-transport", "relationship", "x-strange")  # fmt: skip
NAMES = (
    "name", "description", "content", "abstract", "published", "created", "modified", "confidence",
    "labels", "object_refs", "object_marking_refs", "granular_markings", "extensions", "revoked",
    "external_references", "definition_type", "definition", "identity_class", "aliases",
    "identifier", "created_by_ref", "contact_information", "x_own",
)  # fmt: skip
TEXTS = st.text(max_size=8) | st.sampled_from(
    ["statement", "tlp", "individual", "2026-01-01T00:00:00.000Z", "report--" + UUID.format(1),
     "marking-definition--" + UUID.format(5), "description", "[name withheld]"]
)  # fmt: skip
INNER = [EVENT, SUBJECT, "grading", "tlp", "selectors", "marking_ref", "scheme", "identifiers",
         "aliases", "value", "external_id"]  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 200) | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [EVENT, SUBJECT, "grading", "tlp", "selectors", "marking_ref", "scheme"]
            )
            | TEXTS,
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)
OBJECTS = st.lists(
    st.builds(
        lambda kind, number, said: {**said, "type": kind, "id": f"{kind}--{UUID.format(number)}"},
        st.sampled_from(KINDS),
        st.integers(0, 9),
        st.dictionaries(st.sampled_from(NAMES), JSON, max_size=6),
    ),
    max_size=5,
)


@given(OBJECTS)
def test_any_object_that_is_kept_can_be_drafted_and_redacted(objects):
    body = json.dumps({"type": "bundle", "objects": objects}).encode()
    found = read_bundle(io.BytesIO(body))
    assert len(found.objects) + len(found.problems) == len(objects)
    assert all(problem.sentence.endswith(".") for problem in found.problems)
    for draft in drafts(found.objects):
        assert draft.marking in Marking
        assert set(draft.typed()) <= FIELDS
    assert len(redact(found.objects, Terms(("Zorak Belmand",)))) == len(found.objects)


@pytest.mark.parametrize(
    "said",
    [
        {"identifiers": 5}, {"identifiers": [1, "x", {"value": [3]}]}, {"aliases": {"a": 1}},
        {"phone": 7, "document": None}, {"father_name": ["Zorak"]},
    ],
)  # fmt: skip
@pytest.mark.parametrize("identity_class", ["individual", ["x"], {"x": 1}, None])
def test_an_identity_of_an_odd_form_is_emptied_all_the_same(said, identity_class):
    kept = {"type": "identity", "id": "identity--" + UUID.format(1), "name": "Zorak Belmand",
            "identity_class": identity_class, "extensions": {SUBJECT: said}}  # fmt: skip
    assert "Zorak" not in json.dumps(redact([kept], Terms()))


@given(st.dictionaries(st.sampled_from(
    ["uuid", "info", "date", "timestamp", "Tag", "Attribute", "Object", "Orgc", "distribution"]
), JSON, max_size=6))  # fmt: skip
def test_any_event_is_a_draft_or_refused_in_a_sentence(event):
    try:
        draft = draft_of({"Event": event})
    except InvalidValueError as error:
        assert str(error).endswith(".")
        return
    assert draft.marking in Marking and set(draft.typed()) <= FIELDS
