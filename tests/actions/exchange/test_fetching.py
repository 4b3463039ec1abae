"""What a partner's server offers comes in unchanged, once, and from where we stopped."""

import json
from itertools import pairwise

import pytest
from django.utils import timezone
from tests.actions.exchange.server import Answer, Server, page, serving

from markaz.actions.exchange import fetching, partners
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.store.models import AuditRow, Feed, InboundObject

D1, D2, D3 = (f"2026-01-0{day}T00:00:00.000001Z" for day in (1, 2, 3))


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    monkeypatch.setattr(fetching, "_FIRST_WAIT_S", 0)


@pytest.fixture
def feed(partner, administrator, now, tmp_path):
    """Have a server fetched."""

    def keep(server: Server, *, user: str = "markaz", secret: str = "s3cret") -> Feed:
        path = tmp_path / "secret"
        path.write_text(f"{secret}\n")
        return partners.keep_feed(
            "north", url=server.url, user=user, secret_file=str(path), by=administrator, now=now
        )

    return keep


@pytest.fixture
def fetch(operator):
    def act(**named):
        (told,) = fetching.fetch(by=operator, clock=timezone.now, **named)
        return told

    return act


def bodies() -> list[object]:
    return [json.loads(row.body) for row in InboundObject.objects.order_by("id")]


def in_pages(pages: dict[str, Answer]):
    """Each page under the `next` by which it is asked for."""
    return lambda query: pages[query.get("next", "")]


def test_pages_are_followed_to_the_end_and_kept_unchanged(feed, fetch, stix):
    sent = [stix(content="چرس", x_odd=[None, 1.5]) for _ in range(5)]
    pages = {
        "": page(sent[:2], last=D1, next_page="b"),
        "b": page(sent[2:4], last=D2, next_page="c"),
        "c": page(sent[4:], last=D3),
    }
    with serving(in_pages(pages)) as server:
        feed(server)
        told = fetch()
    assert (told.received, told.kept, told.set_aside, told.failure) == (5, 5, 0, "")
    assert bodies() == sent
    assert [query.get("next", "") for query in server.asked] == ["", "b", "c"]
    assert {query["match[version]"] for query in server.asked} == {"all"}
    assert set(server.keys) == {"Basic bWFya2F6OnMzY3JldA=="}
    logged = AuditRow.objects.filter(event="partner's collection fetched")
    assert [row.details["kept"] for row in logged.order_by("id")] == [2, 2, 1]


def test_a_token_alone_is_sent_as_bearer(feed, fetch):
    with serving(lambda _: page([])) as server:
        feed(server, user="")
        fetch()
    assert server.keys == ["Bearer s3cret"]


def test_the_next_round_asks_for_what_came_after(feed, fetch, stix):
    with serving(lambda _: page([stix()], last=D3)) as server:
        feed(server)
        fetch()
        server.rule = lambda _: page([])
        fetch()
        fetch()
    assert "added_after" not in server.asked[0]
    assert [query["added_after"] for query in server.asked[1:]] == [D3, D3]


def test_what_the_server_dated_in_its_last_seconds_is_asked_for_once_more(feed, fetch, stix):
    one = stix()
    date = "Sat, 03 Jan 2026 00:00:02 GMT"
    late = Answer(json.dumps({"objects": [one]}).encode())
    late.headers = {"X-TAXII-Date-Added-Last": D3, "Date": date}
    with serving(lambda _: late) as server:
        feed(server)
        fetch()
        told = fetch()
    assert told.kept == 0
    assert InboundObject.objects.count() == 1
    assert server.asked[1]["added_after"] == "2026-01-02T23:59:57.000000Z"


def test_a_page_that_broke_off_is_asked_for_again(feed, fetch, stix):
    sent, answers = [stix() for _ in range(3)], []

    def rule(_query):
        whole = page(sent, last=D1)
        whole.cut = [10, 0, None][len(answers)]
        answers.append(whole)
        return whole

    with serving(rule) as server:
        feed(server)
        told = fetch()
    assert (told.kept, told.failure, len(answers)) == (3, "", 3)


def test_a_round_that_breaks_off_goes_on_behind_what_it_kept(feed, fetch, stix):
    sent = [stix() for _ in range(4)]
    pages = {"": page(sent[:2], last=D1, next_page="b"), "b": page(sent[2:], last=D2)}
    broken = {**pages, "b": Answer(b"", status=503, headers={"Retry-After": "0"})}
    with serving(in_pages(broken)) as server:
        feed(server)
        told = fetch()
        assert (told.kept, bool(told.failure)) == (2, True)
        server.rule, server.asked[:] = in_pages(pages), []
        assert fetch().kept == 2
    assert [query.get("next") for query in server.asked] == ["b"]
    assert bodies() == sent


def test_a_server_that_forgot_its_own_place_is_read_from_the_last_sure_one(feed, fetch, stix):
    sent = [stix() for _ in range(3)]
    with serving(in_pages({"": page(sent[:1], last=D1)})) as server:
        feed(server)
        fetch()
        lost = {
            "": page(sent[1:2], last=D2, next_page="x"),
            "x": Answer(b"{}", status=404),
        }
        again = iter([lost[""], lost["x"], page(sent[1:], last=D3)])
        server.rule, server.asked[:] = lambda _: next(again), []
        told = fetch()
    assert (told.kept, told.failure) == (2, "")
    assert [(q.get("added_after"), q.get("next")) for q in server.asked] == [
        (D1, None), (D1, "x"), (D1, None),
    ]  # fmt: skip
    assert bodies() == sent


def test_the_same_object_again_is_one_and_another_content_is_another(feed, fetch, stix):
    one = stix()
    turned, other = dict(reversed(one.items())), {**one, "content": "changed"}
    with serving(lambda _: page([one, turned, other, one], last=D1)) as server:
        feed(server)
        assert fetch().kept == 2
    assert bodies() == [one, other]


def test_what_is_no_stix_object_is_kept_and_counted_as_set_aside(feed, fetch, stix):
    odd = [{"id": "x"}, "text", 5, None, {"id": "note--1", "deep": [[["\ud800"]]]}]
    with serving(lambda _: page([*odd, stix()], last=D1)) as server:
        feed(server)
        told = fetch()
    assert (told.kept, told.set_aside) == (6, 5)
    assert bodies()[:5] == odd


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"<html>"), Answer(b"[]"), Answer(b'{"objects": {}}'), Answer(b"", status=401),
        Answer(b"", status=302, headers={"Location": "http://127.0.0.1:1/"}),
        Answer(b"[" * 100_000), page([], next_page="x"),
    ],
    ids=lambda one: f"{one.status} {one.body[:12]!r}",
)  # fmt: skip
def test_a_server_that_speaks_no_taxii_is_told_in_one_sentence(feed, fetch, answer):
    with serving(lambda _: answer) as server:
        feed(server)
        told = fetch()
    assert told.failure.endswith(".")
    assert len(server.asked) <= 2
    assert Feed.objects.get().place == 0


def test_a_page_without_end_is_not_read_to_the_end(feed, fetch, monkeypatch):
    monkeypatch.setattr("markaz.actions.exchange.remote._LARGEST_PAGE", 1000)
    with serving(lambda _: Answer(b" " * 2000)) as server:
        feed(server)
        assert "larger" in fetch().failure


def test_a_server_that_is_not_there_is_said_so(feed, fetch):
    with serving(lambda _: page([])) as server:
        feed(server)
    assert "not reached" in fetch().failure


def test_a_secret_that_is_gone_is_said_so(feed, fetch, tmp_path):
    with serving(lambda _: page([])) as server:
        feed(server)
        (tmp_path / "secret").unlink()
        assert "secret cannot be read" in fetch().failure
    assert server.asked == []


def test_a_page_is_kept_by_one_of_two_processes_only(feed, fetch, stix, operator, monkeypatch):
    sent = [stix()]
    with serving(lambda _: page(sent, last=D1)) as server:
        kept = feed(server)
        whole = fetching.keep_page

        def beaten(feed, at, received, **named):
            whole(feed, at, received, **named)  # the other process was first
            return whole(feed, at, received, **named)

        monkeypatch.setattr(fetching, "keep_page", beaten)
        assert "Another process" in fetch().failure
    kept.refresh_from_db()
    assert (kept.received, bodies()) == (1, sent)


def test_nothing_is_kept_where_the_log_cannot_be_written(feed, fetch, stix, monkeypatch):
    def fail(*args, **named):
        raise RuntimeError("no more paper")

    with serving(lambda _: page([stix()], last=D1)) as server:
        feed(server)
        monkeypatch.setattr("markaz.store.audit.log", fail)
        with pytest.raises(RuntimeError):
            fetch()
    assert (bodies(), Feed.objects.get().place) == ([], 0)


def test_only_who_may_fetch_does(feed, analyst, auditor, operator):
    with pytest.raises(InvalidValueError):
        fetching.fetch(by=operator, clock=timezone.now)
    with serving(lambda _: page([])) as server:
        feed(server)
        assert fetching.fetch(by=analyst, clock=timezone.now)
        with pytest.raises(NotPermittedError):
            fetching.fetch(by=auditor, clock=timezone.now)
        with pytest.raises(InvalidValueError):
            fetching.fetch(by=analyst, clock=timezone.now, partner="nobody")


def test_dates_that_rise_move_the_place_and_never_back(feed, fetch, stix):
    places = []
    with serving(lambda _: page([])) as server:
        kept = feed(server)
        for last in (D2, D1, "nonsense", "", D3.replace("01Z", "01999Z")):
            server.rule = lambda _, last=last: page([stix()], last=last)
            fetch()
            kept.refresh_from_db()
            places.append(kept.place)
    assert all(earlier <= later for earlier, later in pairwise(places))
    assert places[-1] > places[0]
