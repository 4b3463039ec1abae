"""Pages over a small ledger: two agencies, one incident that both report."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone
from tests import fields as land

from markaz.accounts.models import User
from markaz.actions.consolidation import consolidate
from markaz.actions.crops.claims.filing import file_fields
from markaz.actions.crops.claims.reading import Handed
from markaz.actions.crops.imagery.scenes import Pair, register
from markaz.actions.crops.verifying.photos import keep_photo
from markaz.actions.crops.verifying.sampling import draw
from markaz.actions.exchange import partners
from markaz.actions.exchange.partners import About
from markaz.actions.exchange.sharing import agreeing, recalling, releasing
from markaz.actions.exchange.sharing.agreeing import Terms
from markaz.actions.exchange.talking import requesting
from markaz.actions.exchange.talking.requesting import Asked
from markaz.actions.operations import planning
from markaz.actions.operations.desk import tasking
from markaz.actions.operations.desk.tasking import Order
from markaz.actions.operations.planning import Plan
from markaz.governance.audit import Event
from markaz.records.operations.operation import Window
from markaz.records.operations.shape import Point, Position
from markaz.store import audit
from markaz.store.models import Batch, FieldRow, QuestionRow, ReportRow, SetAsideRow
from markaz.store.reports import Keeper


@dataclass(frozen=True)
class Numbers:
    """Report numbers by what they are."""

    anf: int
    customs_of_same: int
    customs_alone: int
    open_to_members: int
    batch: int
    customs_batch: int


@pytest.fixture
def pages_home(home: Path, settings) -> Path:
    """A home in which pages can be served."""
    settings.STATIC_ROOT = home / "static"
    settings.STATIC_ROOT.mkdir()
    return home


@pytest.fixture
def sign_in(pages_home: Path) -> Callable[[User | None], Client]:
    """A browser in which a person is signed in, or nobody."""

    def signed_in(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user, backend=django_settings.AUTHENTICATION_BACKENDS[1])
        return client

    return signed_in


@pytest.fixture
def on_a_case(sign_in) -> Callable[[User | None], Client]:
    """A browser in which a person said for what they look; nothing is kept where they may not."""

    def looking(user: User | None) -> Client:
        client = sign_in(user)
        client.post("/purpose/", {"purpose": "case 12 of 2026"})
        return client

    return looking


@pytest.fixture
def filed(pages_home: Path, tables, batch, operator, now) -> Numbers:
    """Four reports: two of one incident, one of Customs alone, one that is open to members."""
    same = {"lines": [{"mass_mg": 1_234_567}], "operation_text": "SEA-1"}
    anf_batch = batch(source="sim-asf")
    anf = Keeper(anf_batch)
    anf.keep(
        tables(
            {
                "agency": "ANF",
                "reference": "A-1",
                "persons": [{"name_text": "Invented Name", "role": "suspect"}],
                "means": [{"kind": "vehicle", "identifier_text": "ZZ-1"}],
                **same,
            }
        )
    )
    customs_batch = batch(source="sim-customs")
    Keeper(customs_batch).keep(
        tables(
            {"agency": "CUSTOMS", "reference": "C-1", "transport": "2", **same},
            {
                "agency": "CUSTOMS",
                "reference": "C-2",
                "province": "PK-SD",
                "district": "PK-SD-karachi-west",
                "place_text": "Hawkes Bay",
                "lines": [{"substance": "OPI-HEROIN", "mass_mg": 9_000_000}],
            },
            {
                "agency": "CUSTOMS",
                "reference": "C-3",
                "marking": "GREEN",
                "occurred_first": now.date().replace(year=2025, month=6, day=1),
                "occurred_last": now.date().replace(year=2025, month=6, day=1),
                "lines": [{"substance": "ATS-METH", "mass_mg": 500_000}],
                "persons": [{"name_text": "Hidden Name", "role": "suspect", "age": 30}],
            },
        )
    )
    SetAsideRow.objects.create(
        batch=customs_batch, row=7, column="Date", reason="no such day", as_written={"Ref": "C-9"}
    )
    QuestionRow.objects.create(
        batch=customs_batch, row=8, column="Qty", reference="C-2", sentence="kg or g?"
    )
    Batch.objects.filter(id=customs_batch.id).update(rows=1, set_aside=1, questions=1)
    audit.log(Event.FILE_RECEIVED, subject="files", by=operator, now=now)
    consolidate(by=operator, now=now)
    number = dict(ReportRow.objects.values_list("reference", "number"))
    return Numbers(
        anf=number["A-1"],
        customs_of_same=number["C-1"],
        customs_alone=number["C-2"],
        open_to_members=number["C-3"],
        batch=anf_batch.id,
        customs_batch=customs_batch.id,
    )


@dataclass(frozen=True)
class Clash:
    """A conflict of Customs and the coast guards, and a task between the two, by their names."""

    name: str
    task: str


@pytest.fixture
def clash(pages_home: Path, customs_liaison, now) -> Clash:
    """Two operations that come too near each other, neither of them ANF's."""
    guard = User.objects.create(username="pcg", agency="PCG", role="liaison")
    place = Point(Position(24.9065, 67.1608))
    moment = timezone.now() + timedelta(days=2)
    for agency, reference, by in (("CUSTOMS", "C-7", customs_liaison), ("PCG", "P-1", guard)):
        plan = Plan(
            agency=agency,
            reference=reference,
            title=f"Harbour of {agency}",
            unit=f"cell of {agency}",
            contact=f"desk of {agency}",
            kind="raid",
            window=Window(moment, moment + timedelta(hours=2)),
            shape=place,
            target=f"godown of {agency}",
        )
        answer = planning.enter(plan, by=by, now=timezone.now())
    order = Order(kind="task", what="ring", to_agency="CUSTOMS", due_at=moment)
    task = tasking.give(order, by=guard, now=timezone.now())
    return Clash(answer.clashes[0].name, task.name)


@dataclass(frozen=True)
class Shared:
    """What was given to a simulated partner, by name; Customs' alone stands, the open one does not.

    The release that waits is of Customs' own as well.
    """

    agreement: str
    release: str
    waiting: str
    recall: str
    request: str


@pytest.fixture
def shared(filed: Numbers, operator) -> Shared:
    """Two incidents given to a partner, of which one was recalled; and a request to it."""
    now = timezone.now()
    partners.add_partner("north", about=About("Northern desk"), by=operator, now=now)
    terms = Terms(
        partner="north",
        title="Sea route",
        purpose="a joint case",
        legal_basis="memorandum, article 3",
        onward="not to be passed on",
        kinds=("seizure",),
        parts=("drugs", "place", "persons", "text"),
        ceiling="AMBER",
        begins_on=now.date() - timedelta(days=2),
        expires_on=now.date() + timedelta(days=30),
        persons=("Officer Ostrava",),
        organisations=("Northern desk",),
    )
    agreement = agreeing.agree(terms, by=operator, now=now).name
    both = [filed.customs_alone, filed.open_to_members]
    first = releasing.prepare(agreement, both, by=operator, now=now).release.name
    signer = User.objects.create(username="signer", agency="NCC", role="supervisor")
    releasing.sign(first, by=signer, now=now)
    waiting = releasing.prepare(agreement, both[:1], by=operator, now=now).release.name
    gone = recalling.recall(both[1], reason="the wrong weight", by=operator, now=now)
    asked = Asked("out", "north", "Whose boat?", "a case", "article 5", now + timedelta(days=3))
    request = requesting.enter(asked, by=operator, now=now)
    return Shared(agreement, first, waiting, gone.name, request.name)


@pytest.fixture
def one_more(filed: Numbers, tables, batch, operator, now) -> Callable[[], None]:
    """Files a heavy seizure of another agency after everything else."""

    def file() -> None:
        heavy = {"agency": "PCG", "reference": "P-1", "lines": [{"mass_mg": 5_000_000_000}]}
        Keeper(batch(source="sim-pcg")).keep(tables(heavy))
        audit.log(Event.FILE_RECEIVED, subject="one more", by=operator, now=now)

    return file


@dataclass(frozen=True)
class Outlined:
    """Names of a field of Customs and of what belongs to it."""

    field: str
    sample: str
    scene: str
    photo: str


@pytest.fixture
def outlined(home: Path, tmp_path: Path, operator, analyst, now) -> Outlined:
    """Two fields of Customs with a photograph, seen from above, and a sample of them."""
    squares = [land.square(0, 0), land.square(3, 0)]
    claims = tmp_path / "claims.geojson"
    features = [
        land.feature(one, reference="C-FIELDS", field=str(nth)) for nth, one in enumerate(squares)
    ]
    claims.write_text(land.geojson(*features), encoding="utf-8")
    handed = Handed("CUSTOMS", cleared_on=land.CLEARED_ON)
    file_fields(claims, handed, file_name=claims.name, by=operator, now=now)
    field = FieldRow.objects.order_by("id")[0]
    shot = tmp_path / "shot.jpg"
    taken = datetime(2025, 3, 4, 11, 20, tzinfo=UTC)
    shot.write_bytes(land.photograph("one", east=0.5, north=0.5, taken=taken))
    photo = keep_photo(field.name, shot, file_name=shot.name, by=operator, now=now)
    pair = Pair(
        title="Customs",
        before=land.picture(tmp_path / "before.tif", crop=squares),
        before_on=date(2025, 2, 20),
        after=land.picture(tmp_path / "after.tif", crop=[], bare=squares),
        after_on=date(2025, 3, 9),
    )
    scene = register(pair, by=operator, now=now)
    sample = draw(2025, size=2, seed="x", design="stratified", by=analyst, now=now)
    return Outlined(field.name, sample.name, scene.name, photo.name)
