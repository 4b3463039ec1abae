"""Whatever a program sends or asks, it is answered in TAXII's own words and never with a fault."""

import json
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from markaz.store.models import ObjectVersion

IDS = st.sampled_from([f"note--00000000-0000-4000-8000-00000000000{n}" for n in range(3)])
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | IDS
JSON = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=8,
)  # fmt: skip
OBJECTS = JSON | st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["note", "report"]) | JSON,
        "id": IDS | JSON,
        "spec_version": st.sampled_from(["2.0", "2.1"]) | JSON,
        "created": st.sampled_from(["2026-01-15T09:30:00Z"]) | JSON,
        "modified": st.sampled_from(["2026-01-15T09:30:00.000Z", "2026-01-16T00:00:00Z"]) | JSON,
        "x": JSON,
    },
)
LASTING = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def box(north, offer):
    return f"{offer(north)}objects/"


@LASTING
@given(sent=st.lists(OBJECTS, min_size=1, max_size=4))
def test_each_object_is_kept_or_refused_for_itself(north, box, sent):
    answer = north.post(box, *sent)
    # Python writes NaN and halves of characters, which are no JSON.
    assert answer.status_code in (202, 400)
    if answer.status_code == 202:
        told = answer.json()
        assert told["success_count"] + told["failure_count"] == told["total_count"] == len(sent)
        assert all(one["message"].endswith(".") for one in told.get("failures", []))
    kept = north.get(box, {"match[version]": "all", "match[spec_version]": "2.0,2.1"})
    assert len(kept.json().get("objects", [])) == ObjectVersion.objects.count()


@LASTING
@given(body=st.binary(max_size=60) | JSON.map(lambda value: json.dumps(value).encode()))
def test_a_body_of_any_bytes_is_refused_in_one_sentence(north, box, body):
    answer = north.post_raw(box, body or b" ")
    assert 400 <= answer.status_code < 500
    assert answer.json()["description"].endswith(".")


@LASTING
@given(
    name=st.sampled_from(
        ["added_after", "limit", "next", "match[id]", "match[type]", "match[version]",
         "match[spec_version]", "unknown"]
    ),
    text=st.text(max_size=30) | st.sampled_from(["2026-01-15T09:30:00Z", "all", "1", "2.1", "٣"]),
    rest=st.text(max_size=12),
)  # fmt: skip
def test_a_question_of_any_words_is_answered_or_refused(north, box, name, text, rest):
    assert north.get(box, {name: text}).status_code in (200, 400)
    assert north.get(f"{box}{quote(rest)}/", {name: text}).status_code in (200, 400, 404)
