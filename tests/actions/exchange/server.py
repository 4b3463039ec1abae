"""A partner's server on loopback that answers as a test tells it to, and may break off."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass
class Answer:
    """One answer; with `cut` only so many bytes of the body are sent."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None


Rule = Callable[[dict[str, str]], Answer]


@dataclass
class Server:
    """Where it stands, what it was asked, and by what key."""

    url: str
    rule: Rule
    asked: list[dict[str, str]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    sent: list[dict] = field(default_factory=list)
    posted: Answer = field(default_factory=lambda: Answer(b"{}", status=202))


def page(objects: list[object], *, last: str = "", next_page: str = "", **headers: str) -> Answer:
    """An envelope with its headers."""
    said: dict[str, object] = {"more": bool(next_page)}
    if objects:
        said["objects"] = objects
    if next_page:
        said["next"] = next_page
    dates = {"X-TAXII-Date-Added-Last": last} if last else {}
    return Answer(json.dumps(said).encode(), headers={**dates, **headers})


@contextmanager
def serving(rule: Rule) -> Iterator[Server]:
    """A server whose answers the rule gives for each query."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            query = {name: texts[0] for name, texts in parse_qs(urlsplit(self.path).query).items()}
            server.asked.append(query)
            server.keys.append(self.headers.get("Authorization", ""))
            self._say(server.rule(query))

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if server.posted.status < 300:
                server.sent.append(body)
            self._say(server.posted)

        def _say(self, answer: Answer) -> None:
            self.send_response(answer.status)
            for name, text in answer.headers.items():
                self.send_header(name, text)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body[: answer.cut])
            if answer.cut is not None:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listener:
        url = f"http://127.0.0.1:{listener.server_address[1]}/api/collections/1/"
        server = Server(url, rule)
        thread = threading.Thread(target=listener.serve_forever, args=[0.02])
        thread.start()
        try:
            yield server
        finally:
            listener.shutdown()
            thread.join()
