"""The simulated partner at work: it reads what it was given, one item is recalled, it answers."""

import http.client
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Thread
from uuid import uuid4

import waitress
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.exchange.remote import MEDIA_TYPE, Key, Line
from markaz.actions.exchange.sharing import recalling
from markaz.actions.exchange.talking import simulated
from markaz.actions.exchange.talking.simulated import Shared
from markaz.cli import serve
from markaz.cli.desk import console
from markaz.exchange.stix.common import timestamp
from markaz.records.errors import MarkazError

_HOST = "127.0.0.1"
_REASON = "Simulated: the weight was another consignment's"
_PAGE = 200


def share_with_partner(*, by: User, signer: str, now: datetime) -> None:
    """Release to the simulated partner and let it read over TAXII, once however often it is run."""
    shared = simulated.share_simulated(by=by, signer=signer, now=now)
    if shared is None:
        return
    with _served() as port:
        _pull(shared, port=port)
        if len(shared.incidents) > 1:
            row = recalling.recall(shared.incidents[-1], reason=_REASON, by=by, now=timezone.now())
            _pull(shared, port=port)
            _answer(shared, row.notices.get().note.stix_id, port=port)
    console.print(
        f"A simulated partner was given {len(shared.incidents)} incidents and has read them:"
        " /exchange/ shows its readings.",
        highlight=False,
    )


@contextmanager
def _served() -> Iterator[int]:
    """The server of the exchange on a port of its own, for as long as the partner reads."""
    # Pages are served beside: without their files the framework would complain.
    call_command("collectstatic", interactive=False, verbosity=0)
    port = serve.free_port(_HOST)
    server = waitress.create_server(get_wsgi_application(), host=_HOST, port=port)
    Thread(target=server.run, daemon=True).start()
    try:
        yield port
    finally:
        # Its threads first: one that still ends an answer would write to a server that is closed.
        server.task_dispatcher.shutdown()
        server.close()


def _pull(shared: Shared, *, port: int) -> None:
    line = Line(f"http://{_HOST}:{port}{shared.path}", Key(simulated.NAME, shared.token))
    try:
        line.page(after=0, next_page="", limit=_PAGE)
    finally:
        line.close()


def _answer(shared: Shared, notice: str, *, port: int) -> None:
    at = timestamp(timezone.now())
    note = {
        "type": "note",
        "spec_version": "2.1",
        "id": f"note--{uuid4()}",
        "created": at,
        "modified": at,
        "content": "Simulated: deleted from all our systems.",
        "authors": ["Simulated Officer Ostrava"],
        "labels": ["deleted"],
        "object_refs": [notice],
    }
    connection = http.client.HTTPConnection(_HOST, port)
    headers = {
        "Accept": MEDIA_TYPE,
        "Content-Type": MEDIA_TYPE,
        "Authorization": Key(simulated.NAME, shared.token).header,
    }
    body = json.dumps({"objects": [note]})
    connection.request("POST", f"{shared.path}objects/", body, headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != http.client.ACCEPTED:
        raise MarkazError(f"The simulated partner's answer was refused ({answer.status}).")
