"""A machine hands its scans in: one file in the body, what the queue may know in the address."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from markaz.accounts.models import User
from markaz.actions.airport.bags import receiving
from markaz.actions.airport.desk import selecting
from markaz.api import answers
from markaz.api.reports import write_body
from markaz.records.errors import InvalidValueError
from markaz.store.airport.scans import Bag


def hand_in(request: HttpRequest, *, by: User) -> JsonResponse:
    """Take the body in as one file of a machine at the desk that the address names."""
    said = request.GET
    desk = receiving.desk_for(said.get("airport", ""), said.get("agency", ""), by=by)
    bag = Bag(
        flight=said.get("flight", "")[:16],
        departs_at=_moment(said.get("departs", "")),
        destination=said.get("destination", "")[:4].upper(),
        bag=said.get("bag", "")[:32],
        journey=selecting.given_journey(said.get("journey", "")),
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "body"
        write_body(request, path)
        name = Path(said.get("file_name", "")).name[-200:] or "scan by API"
        done = receiving.receive_scan(
            path, desk=desk, bag=bag, file_name=name, by=by, now=timezone.now()
        )
    told = {
        "scan": done.scan.name if done.scan else None,
        "already_received": done.repeated,
        "set_aside": str(done.set_aside.sentence) if done.set_aside else None,
        "waits_for_other_energy": done.scan is None and done.set_aside is None,
    }
    return answers.said(told, status=200 if done.repeated else 201)


def _moment(written: str) -> datetime | None:
    if not written:
        return None
    try:
        found = parse_datetime(written)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise InvalidValueError("Write when the flight departs as 2026-01-15T09:30:00+05:00.")
    return found
