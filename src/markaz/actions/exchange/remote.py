"""Asking a partner's TAXII 2.1 server for one page of a collection, within bounds."""

import base64
import http.client
import json
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from markaz.records.errors import MarkazError
from markaz.store.exchange import stamps

MEDIA_TYPE = "application/taxii+json;version=2.1"
_TIMEOUT_S = 60
# A page of ours is eight megabytes at most; whoever sends more is not read to the end.
_LARGEST_PAGE = 64_000_000
_LONGEST_WAIT_S = 60
_BUSY = (429, 503)


class PartnerServerError(MarkazError):
    """The partner's server refuses, or answers what is no TAXII 2.1; asking again is no help."""


class PartnerUnreachableError(MarkazError):
    """The partner's server was not reached or did not finish; the same may be asked again."""

    def __init__(self, sentence: str, /, *, wait_s: float = 0, **values: object) -> None:
        super().__init__(sentence, wait_s=wait_s, **values)
        self.wait_s = wait_s


class PlaceRefusedError(MarkazError):
    """The server knows its own word for the next page no more: the round begins anew."""


@dataclass(frozen=True, slots=True)
class Received:
    """One page: its latest date added, `last`, and their clock at it, in microseconds or 0."""

    objects: tuple[Any, ...]
    more: bool
    next: str
    last: int
    asked_at: int


@dataclass(frozen=True, slots=True)
class Key:
    """By what we sign in at a partner's server: Bearer where there is no user."""

    user: str
    secret: str

    @property
    def header(self) -> str:
        """The header Authorization; empty where nothing was agreed."""
        if not self.secret:
            return ""
        if not self.user:
            return f"Bearer {self.secret}"
        return "Basic " + base64.b64encode(f"{self.user}:{self.secret}".encode()).decode()


def key(*, user: str, secret_file: str) -> Key:
    """The key whose secret stands in this file; a certificate's holder may need none."""
    if not secret_file:
        return Key(user, "")
    try:
        return Key(user, Path(secret_file).read_text(encoding="utf-8").strip())
    except OSError as error:
        raise PartnerServerError(
            "The partner's secret cannot be read: {error}.", error=error
        ) from None


class Line:
    """A connection to the server of one collection, kept open from page to page."""

    def __init__(self, url: str, key: Key) -> None:
        self._parts, self._key = urlsplit(url), key
        self._connection: http.client.HTTPConnection | None = None

    def page(self, *, after: int, next_page: str, limit: int) -> Received:
        """The page after a date added, in microseconds, or the one that their `next` names.

        Raises:
            PartnerUnreachableError: it was not reached, did not finish, or is busy.
            PlaceRefusedError: it refuses its own `next`.
            PartnerServerError: it refuses, or answers what is no page.
        """
        query = {"limit": str(limit), "match[version]": "all"}
        if after:
            query["added_after"] = stamps.added(after)
        if next_page:
            query["next"] = next_page
        status, headers, body = self._asked(query)
        if status in _BUSY:
            wait = headers.get("retry-after", "")
            wait_s = min(int(wait), _LONGEST_WAIT_S) if wait.isdigit() else 1
            raise PartnerUnreachableError(
                "The partner's server is busy: ask again in {wait_s} s.", wait_s=wait_s
            )
        if status >= http.client.INTERNAL_SERVER_ERROR:
            raise PartnerUnreachableError("The partner's server failed ({status}).", status=status)
        if next_page and status in (400, 404, 410, 416, 422):
            raise PlaceRefusedError("The partner's server forgot where we were.")
        if status != http.client.OK:
            raise PartnerServerError(
                "The partner's server refuses ({status}): check address, user and secret.",
                status=status,
            )
        return _read(headers, body)

    def send(self, objects: Sequence[Mapping[str, Any]]) -> frozenset[str]:
        """Send objects to the collection; gives the ids of those that the server refused.

        Raises:
            PartnerUnreachableError: it was not reached, did not finish, or is busy.
            PartnerServerError: it takes nothing from us.
        """
        status, _, body = self._asked({}, sent=json.dumps({"objects": list(objects)}).encode())
        if status in _BUSY or status >= http.client.INTERNAL_SERVER_ERROR:
            raise PartnerUnreachableError("The partner's server failed ({status}).", status=status)
        if status not in (http.client.OK, http.client.ACCEPTED):
            raise PartnerServerError(
                "The partner's server refuses ({status}): check address, user and secret.",
                status=status,
            )
        return _failures(body)

    def close(self) -> None:
        """Let the connection go."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _asked(
        self, query: Mapping[str, str], *, sent: bytes | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        headers = {"Accept": MEDIA_TYPE, "User-Agent": "Markaz"}
        if self._key.header:
            headers["Authorization"] = self._key.header
        try:
            connection = self._connected()
            path = f"{self._parts.path}objects/"
            if sent is None:
                connection.request("GET", f"{path}?{urlencode(query)}", headers=headers)
            else:
                connection.request("POST", path, sent, {**headers, "Content-Type": MEDIA_TYPE})
            answer = connection.getresponse()
            body = answer.read(_LARGEST_PAGE + 1)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            told = str(error) or type(error).__name__
            raise PartnerUnreachableError(
                "The partner's server was not reached: {reason}.", reason=told
            ) from None
        if len(body) > _LARGEST_PAGE:
            self.close()
            raise PartnerServerError(
                "The partner's page is larger than {most} bytes.", most=_LARGEST_PAGE
            )
        if answer.length:
            self.close()
            raise PartnerUnreachableError("The partner's server broke off in the middle of a page.")
        return answer.status, {name.lower(): text for name, text in answer.getheaders()}, body

    def _connected(self) -> http.client.HTTPConnection:
        if self._connection is None:
            host, port = self._parts.hostname or "", self._parts.port
            if self._parts.scheme == "https":
                context = ssl.create_default_context()
                self._connection = http.client.HTTPSConnection(
                    host, port, timeout=_TIMEOUT_S, context=context
                )
            else:
                self._connection = http.client.HTTPConnection(host, port, timeout=_TIMEOUT_S)
        return self._connection


def _read(headers: Mapping[str, str], body: bytes) -> Received:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise PartnerServerError("The partner's server answers what is no JSON.") from None
    objects = said.get("objects", []) if isinstance(said, dict) else None
    if not isinstance(said, dict) or not isinstance(objects, list):
        raise PartnerServerError("The partner's server answers what is no envelope of TAXII 2.1.")
    following = said.get("next", "")
    return Received(
        objects=tuple(objects),
        more=said.get("more") is True,
        next=following if isinstance(following, str) else "",
        last=_moment(headers.get("x-taxii-date-added-last", "")),
        asked_at=_clock(headers.get("date", "")),
    )


def _failures(body: bytes) -> frozenset[str]:
    """The ids that a status resource calls refused; one that cannot be read refuses none."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return frozenset()
    failed = said.get("failures") if isinstance(said, dict) else None
    listed = failed if isinstance(failed, list) else []
    return frozenset(str(one.get("id")) for one in listed if isinstance(one, dict))


def _moment(written: str) -> int:
    # What cannot be read is taken for not told: nothing is lost, some is asked for again.
    try:
        return stamps.floor(written)
    except MarkazError:
        return 0


def _clock(written: str) -> int:
    try:
        return stamps.micros(parsedate_to_datetime(written))
    except (TypeError, ValueError):
        return 0
