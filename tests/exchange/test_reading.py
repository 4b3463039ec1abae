"""Partners' bundles: sound objects come through unchanged, the rest is named, memory is bounded."""

import io
import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exchange import invented

from markaz.exchange.reading import Limits, Problem, UnreadableBundleError, each, read_bundle
from markaz.exchange.stix.bundle import bundle, objects_of

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "stix_taxii"
UUID = "0d0b0e5c-7f0e-4d3c-8a63-0f5a2b6d1a1{}"


def thing(number=0, **properties):
    return {"type": "x-thing", "id": f"x-thing--{UUID.format(number)}", **properties}


def written(*objects, **envelope):
    return json.dumps({"type": "bundle", "id": "bundle--" + UUID.format(9), **envelope,
                       "objects": list(objects)}).encode()  # fmt: skip


def read(body, **limits):
    return read_bundle(io.BytesIO(body), Limits(**limits))


class Drip(io.RawIOBase):
    """Gives a few bytes at a time, as a slow line does."""

    def __init__(self, body, step):
        self.body, self.step = body, step

    def read(self, size=-1):
        given, self.body = self.body[: self.step], self.body[self.step :]
        return given


def shared(name):
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} is not here: the shared data lie beside the project")
    return path.read_bytes()


def every_list(value):
    """Each list of STIX objects anywhere in the reference server's sample content."""
    if isinstance(value, dict):
        found = value.get("objects")
        if isinstance(found, list):
            yield [one for one in found if "type" in one]
        for one in value.values():
            yield from every_list(one)
    if isinstance(value, list):
        for one in value:
            yield from every_list(one)


@pytest.mark.parametrize(
    "name",
    [
        "apt1.json", "indicator-for-c2-ip-address.json", "indicator-to-campaign-relationship.json",
        "indicators-for-C2-with-COA.json", "malicious-email-indicator-with-attachment.json",
    ],
)  # fmt: skip
def test_published_bundles_come_out_as_they_went_in(name):
    body = shared(name)
    found = read(body)
    assert found.problems == ()
    assert list(found.objects) == json.loads(body)["objects"]


def test_a_lone_object_is_read_too():
    body = shared("interop-objectmarking-test.json")
    assert list(read(body).objects) == [json.loads(body)]


def test_the_reference_servers_samples_come_through():
    lists = [
        one for one in every_list(json.loads(shared("taxii21_server_default_data.json"))) if one
    ]
    assert lists
    for objects in lists:
        found = read(written(*objects))
        repeated = {problem.id for problem in found.problems}
        assert [one for one in objects if one["id"] not in repeated] == [
            one for one in found.objects if one["id"] not in repeated
        ]
        assert all("already" in problem.sentence for problem in found.problems)


def test_our_own_bundles_come_back_equal():
    objects = objects_of(invented.everything())
    body = json.dumps(bundle(objects, told=invented.everything()), ensure_ascii=False).encode()
    assert list(read(body).objects) == objects


def test_unknown_types_properties_and_extensions_are_kept():
    strange = thing(x_deep={"a": [1, 2.5, None, {"b": "ا"}]}, extensions={"x-ours": {"k": True}})
    assert read(written(strange)).objects == (strange,)


@given(step=st.integers(1, 97))
def test_it_does_not_matter_how_the_bytes_arrive(step):
    objects = [thing(1, name='a "quoted" \\ back\\\\slash {[', note="زوراک"), thing(2, name="}]\\")]
    body = json.dumps({"type": "bundle", "objects": objects}, ensure_ascii=False, indent=3).encode()
    assert [*each(Drip(body, step))] == objects


@given(
    st.lists(
        st.recursive(
            st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
            lambda inner: (
                st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
            ),
            max_leaves=8,
        ),
        max_size=5,
    )
)
def test_whatever_a_property_holds_comes_through(values):
    objects = [thing(place, x_held=value) for place, value in enumerate(values)]
    assert read(written(*objects)).objects == tuple(objects)


@given(st.binary(max_size=200))
def test_noise_is_refused_in_one_sentence_or_read(body):
    try:
        read(body)
    except UnreadableBundleError as error:
        assert str(error).count(". ") == 0 and str(error).endswith(".")


@given(st.data())
def test_a_damaged_bundle_never_breaks_the_reader(data):
    body = bytearray(written(thing(1, name="one"), thing(2, name="two")))
    for _ in range(data.draw(st.integers(1, 6))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = read(bytes(body))
    except UnreadableBundleError:
        return
    assert len(found.objects) + len(found.problems) <= 3


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (["a list"], "no object"),
        (7, "no object"),
        ({"id": "x"}, "no type"),
        ({"type": "x-thing", "id": "x-thing--7"}, "UUID"),
        ({"type": "x-thing", "id": "report--" + UUID.format(1)}, "UUID"),
        (thing(1, modified="yesterday"), "modified"),
        (thing(1, created="2026-13-01T00:00:00Z"), "created"),
        (thing(1, revoked="no"), "revoked"),
        (thing(1, confidence=101), "confidence"),
        (thing(1, confidence=True), "confidence"),
        (thing(1, labels="simulated"), "labels"),
        (thing(1, object_marking_refs="TLP:RED"), "object_marking_refs"),
        (thing(1, created_by_ref=["identity--" + UUID.format(1)]), "created_by_ref"),
        (thing(1, granular_markings=[{"selectors": "name"}]), "granular_markings"),
        (thing(1, extensions={"x": 1}), "extensions"),
        (thing(1, spec_version="3.0"), "spec_version"),
    ],
)
def test_a_wrong_type_sets_one_object_aside_with_a_sentence(wrong, says):
    found = read(written(thing(5), wrong))
    (problem,) = found.problems
    assert found.objects == (thing(5),)
    assert says in problem.sentence and problem.sentence.endswith(".")


def test_a_repeated_version_is_kept_once_and_a_later_version_beside_it():
    one = thing(1, modified="2026-01-01T00:00:00.000Z")
    later = {**one, "modified": "2026-01-02T00:00:00.000Z"}
    found = read(written(one, one, later, {**one, "name": "other"}))
    assert found.objects == (one, later)
    assert [problem.place for problem in found.problems] == [2, 4]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"   ", b"[]", b"null", b"{", b'{"objects": [', b'{"objects": [{]}', b'{"a":1}}',
        b'{"objects": [{}] [{}]}', b'{"objects": [{},,{}]}', b'{"objects": {"a": 1}}',
        b'{"objects": [], "objects": []}', b"\xff\xfe{\x00}\x00", b'{"objects": [] } tail',
        b'{"type": "bundle", "objects": "none"}',
    ],
)  # fmt: skip
def test_what_is_no_bundle_is_refused_as_a_whole(body):
    with pytest.raises(UnreadableBundleError) as refused:
        read(body)
    assert str(refused.value).endswith(".") and not refused.value.too_large


@pytest.mark.parametrize(
    "body", [b"{}", b'{"type": "bundle", "id": "bundle--1"}', b'{"more": false}']
)
def test_an_empty_bundle_or_page_holds_nothing(body):
    assert read(body) == read(b'{"objects": []}')


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        ('"a": 1, "a": 2', "twice"), ('"a": NaN', "NaN"), ('"a": -Infinity', "Infinity"),
        ('"a": 1e999', "too large"), ('"a": "\\ud800"', "half a letter"), ('"a": 01', "JSON"),
        ('"a": ' + "9" * 5000, "JSON"),
    ],
)  # fmt: skip
def test_json_that_others_could_not_read_is_set_aside(inside, says):
    body = ('{"objects": [{"type": "x-thing", "id": "x-thing--' + UUID.format(1) + '", '
            + inside + "}]}").encode()  # fmt: skip
    (problem,) = read(body).problems
    assert says in problem.sentence


def test_letters_that_are_no_utf8_set_their_object_aside():
    body = written(thing(1, name="@")).replace(b"@", b"\xff")
    (problem,) = read(body).problems
    assert "UTF-8" in problem.sentence


def test_a_large_object_is_set_aside_and_the_next_one_read():
    found = read(written(thing(1, a="x" * 5000), thing(2)), object_bytes=4000)
    assert found.objects == (thing(2),)
    assert "larger than 4000 bytes" in found.problems[0].sentence


def test_the_list_may_be_named_with_escapes():
    (problem,) = read(b'{"\\u006fbjects": [{"type": "x"}]}').problems
    assert "type" in problem.sentence


def test_brackets_within_brackets_are_refused():
    deepest = thing(1, a=json.loads("[" * 38 + "]" * 38))
    assert read(written(deepest)).objects == (deepest,)
    with pytest.raises(UnreadableBundleError, match="within more than 40"):
        read(written(thing(1, a=json.loads("[" * 60 + "]" * 60))))


@pytest.mark.parametrize(
    ("limits", "body"),
    [
        ({"whole_bytes": 100}, written(*[thing(n) for n in range(9)])),
        ({"objects": 8}, written(*[thing(n) for n in range(9)])),
        ({"object_bytes": 300}, written(x_note="y" * 400)),
    ],
)
def test_beyond_a_limit_nothing_is_kept(limits, body):
    with pytest.raises(UnreadableBundleError) as refused:
        read(body, **limits)
    assert refused.value.too_large


class Endless(io.RawIOBase):
    """A stream of a gigabyte that nobody has to hold."""

    def __init__(self, head, body):
        self.head, self.body, self.left = head, body, 1 << 30

    def read(self, size=-1):
        if self.head:
            given, self.head = self.head, b""
            return given
        self.left -= len(self.body)
        return self.body if self.left > 0 else b""


@pytest.mark.parametrize(
    "stream",
    [
        Endless(b'{"objects": [', (json.dumps(thing(1)) + ",").encode() * 500),
        Endless(b'{"objects": [{"a": "', b"a" * 65536),
        Endless(b'{"objects": [', b"[" * 65536),
        Endless(b'{"a": "', b"\\" * 65536),
        Endless(b'{"objects": [', b" " * 65536),
        Endless(b"", b" " * 65536),
    ],
    ids=["objects", "text", "brackets", "backslashes", "blanks", "nothing"],
)
def test_a_gigabyte_is_refused_with_little_memory(stream):
    limits = Limits(whole_bytes=2_000_000, object_bytes=100_000)
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableBundleError):
            for one in each(stream, limits):
                assert one["type"] == "x-thing" if not isinstance(one, Problem) else one.sentence
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 900_000
