"""A simulated airport morning: forty bags, two cases, one forged passport; nothing is real."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from django.db import transaction
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.airport import checking
from markaz.actions.airport.bags import receiving
from markaz.actions.airport.casework import cases
from markaz.actions.airport.casework.custody import Exhibit
from markaz.actions.airport.desk import deciding, desks, outcome, selecting
from markaz.actions.airport.machines import calibrations as known
from markaz.actions.airport.machines import checks, detectors
from markaz.actions.exchange import partners
from markaz.actions.exchange.partners import About
from markaz.actions.exchange.sharing import agreeing
from markaz.actions.exchange.sharing.agreeing import Terms
from markaz.airport.bags.machine import machine
from markaz.airport.bags.packing import pack
from markaz.airport.physics.materials import material
from markaz.airport.rules.rule import Condition, Rule
from markaz.airport.scans import dicos
from markaz.airport.scans.image import Kind, Origin, Scan
from markaz.governance.marking import Marking
from markaz.records.kinds import ReportKind
from markaz.store.airport.scans import Bag
from markaz.store.models import CaseRow, DeskRow, DocumentRow, Partner, ScanRow

AIRPORT, AGENCY, PARTNER = "KHI", "ASF", "simulated-airport-partner"
BAGS = 40
_SEED, _PHOTONS = 7, 1e5
# In which bag what is hidden; the others hold nothing of the kind.
_HIDDEN = {3: "heroin-hcl", 11: "meth-hcl", 17: "hashish"}
_FLIGHTS = (("PK 0001", "DXB", 25), ("PK 0002", "JED", 55), ("PK 0003", "LHR", 95))
# A passport of Utopia, as ICAO's specimens are; one digit of its number was altered by hand.
FORGED = (
    "P<UTOSIMULATED<<ZARA<<<<<<<<<<<<<<<<<<<<<<<<\nX0000007<4UTO9001011F3001019<<<<<<<<<<<<<<08"
)
_PURPOSE = "simulated airport morning"
_DAYS = 180
_WITH_DETECTOR, _REFERENCE_G_CM2 = 3, 5.0
# Of the daily checks, today's first: both drifts as shares; one day the machine had drifted.
_DRIFTS = (
    (0.0004, -0.0003), (-0.0009, 0.0002), (0.0012, 0.0007), (0.0041, 0.0011), (0.0019, 0.0008),
    (0.0006, -0.0002), (0.0001, 0.0003),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Morning:
    """What the simulated morning left at the desk."""

    desk: DeskRow
    waiting: int
    cases: tuple[CaseRow, ...]
    forged: DocumentRow


def play(*, bags: int = BAGS, by: User, now: datetime) -> Morning | None:
    """Let bags, a dozen at the least, come to a simulated desk and make two cases of them; once."""
    if ScanRow.objects.filter(simulated=True).exists():
        return None
    agree_simulated(by=by, now=now)
    desk = desks.set_up(AIRPORT, agency=AGENCY, by=by, now=now)
    began = now - timedelta(hours=1)
    _instruments(desk, by=by, now=began)
    names = list(_bags(desk, bags, by=by, now=began))
    forged = _forged(names[3], desk, by=by, now=now)
    made = [
        _case(names[3], "OPI-HEROIN", "412.5", by=by, now=now, documents=(forged.name,)),
        _case(names[11], "ATS-METH", "980", by=by, now=now),
    ]
    for name in names[:3]:
        deciding.decide(name, decision="clear", reason="simulated: opened by hand", by=by, now=now)
    waiting = ScanRow.objects.filter(desk=desk, decided_at=None).count()
    return Morning(desk, waiting, tuple(made), forged)


@transaction.atomic
def agree_simulated(*, by: User, now: datetime) -> None:
    """A simulated partner at the airports of destination, once."""
    if Partner.objects.filter(name=PARTNER).exists():
        return
    about = About(title_en="Simulated airport liaison", title_ur="فرضی ہوائی اڈہ رابطہ",
                  country="AE", organisation="Simulated airport liaison, nowhere",
                  contact="Simulated duty desk, 0300 0000991")  # fmt: skip
    partners.add_partner(PARTNER, about=about, by=by, now=now)
    today = timezone.localdate(now)
    terms = Terms(
        partner=PARTNER,
        title="Simulated agreement on airport cases",
        purpose="Simulated joint work on couriers by air",
        legal_basis="Simulated memorandum of understanding, article 5",
        onward="Not to be passed on",
        kinds=(ReportKind.AIRPORT_CASE.value,),
        parts=("drugs", "place", "route", "concealment", "means", "reference"),
        ceiling=Marking.AMBER.value,
        begins_on=today,
        expires_on=today + timedelta(days=_DAYS),
        persons=("Simulated Officer Oslo",),
        organisations=(about.title_en,),
    )
    agreeing.agree(terms, by=by, now=now)


def files_of(number: int, *, seed: int = _SEED, now: datetime) -> tuple[bytes, ...]:
    """The machine's files of one simulated bag, numbered from 0."""
    chance = np.random.default_rng((seed, number))
    bag, kind = pack(chance, hidden=_HIDDEN.get(number, "")), machine("B")
    shots = [
        kind.shot(goods, photons=_PHOTONS, chance=chance)
        for goods in (bag.from_above(), bag.from_side())
    ]
    uid = f"2.25.{seed}{int(now.timestamp())}{number:04d}"
    origin = Origin(kind.name, uid, f"{uid}.1", now, (bag.spacing_mm, bag.spacing_mm))
    return dicos.write_scan(Scan(Kind.DX, origin, first=shots[0], second=shots[1]))


def _bags(desk: DeskRow, count: int, *, by: User, now: datetime) -> Iterator[str]:
    with TemporaryDirectory() as folder:
        for number in range(count):
            if number == count - _WITH_DETECTOR:
                detectors.switch(
                    "physics-b", desk=desk, on=True, why="simulated trial", by=by, now=now
                )
            flight, to, minutes = _FLIGHTS[number % len(_FLIGHTS)]
            leaves = now + timedelta(hours=1, minutes=minutes)
            about = Bag(flight=flight, departs_at=leaves, destination=to, bag=f"SIM{number:03d}")
            done = receiving.Received()
            for n, content in enumerate(files_of(number, now=now)):
                path = Path(folder) / f"simulated-{number}-{n}.dcs"
                path.write_bytes(content)
                done = receiving.receive_scan(path, desk=desk, bag=about, by=by, now=now)
            if done.scan is not None:
                yield done.scan.name
        path = Path(folder) / "simulated-damaged.dcs"
        path.write_bytes(files_of(0, now=now)[0][:5_000])
        receiving.receive_scan(path, desk=desk, bag=Bag(), by=by, now=now)


def _instruments(desk: DeskRow, *, by: User, now: datetime) -> None:
    """The machine's calibration with a week of daily checks, one of them an alarm; and a rule."""
    kind = machine("B")
    reference = kind.clean({material("pmma"): np.full((1, 1), _REFERENCE_G_CM2)})
    low, high = float(reference.low[0, 0]), float(reference.high[0, 0])
    record = replace(known.simulated("B"), made_at=now - timedelta(days=8))
    checks.keep_calibration(
        record.written(), desk=desk, reference="simulated: acrylic, 5 g/cm2", passed=(low, high),
        by=by, now=now - timedelta(days=8),
    )  # fmt: skip
    for days, (low_drift, high_drift) in reversed(list(enumerate(_DRIFTS))):
        checks.check(
            kind.name, desk=desk, passed=(low * (1 + low_drift), high * (1 + high_drift)),
            by=by, now=now - timedelta(days=days),
        )  # fmt: skip
    today = timezone.localdate(now)
    rule = Rule(
        name="simulated-short-trip", version=1, title="Simulated: flights to Dubai",
        author="Simulated Officer Oslo", legal_basis="Simulated act, section 1",
        begins=today, expires=today + timedelta(days=_DAYS),
        conditions=(Condition("destination", "one_of", ("DXB",)),),
    )  # fmt: skip
    selecting.keep_rules((rule,), desk=desk, by=by, now=now)


def _forged(name: str, desk: DeskRow, *, by: User, now: datetime) -> DocumentRow:
    """The bearer of the first case shows a passport whose number fails its check digit."""
    _search(name, "block in the lining", by=by, now=now)
    scan = desks.scan_of(name, by=by)
    return checking.read_document(
        FORGED, desk=desk, scan=scan, purpose=_PURPOSE, by=by, now=now
    ).row


def _search(name: str, what: str, *, by: User, now: datetime) -> None:
    deciding.decide(name, decision="search", by=by, now=now)
    outcome.record_search(name, found=True, what=f"simulated: {what}", by=by, now=now)


def _case(
    name: str,
    substance: str,
    grams: str,
    *,
    by: User,
    now: datetime,
    documents: tuple[str, ...] = (),
) -> CaseRow:
    if not documents:
        _search(name, "packet between clothes", by=by, now=now)
    outcome.record_test(
        name, kit="Simulated kit", lot="SIM-1", colour="blue", result="positive",
        substance=substance, by=by, now=now,
    )  # fmt: skip
    exhibit = Exhibit("E1", substance, "simulated packet", Decimal(grams), "SIM-SEAL-1")
    facts = cases.Facts(
        reference=f"SIM-{AIRPORT}-{name}",
        exhibits=(exhibit,),
        documents=documents,
        arrested=1,
        destination=cases.prefilled(name, by=by).destination,
        keeper="simulated store",
        remarks="Simulated case of the demonstration.",
    )
    return cases.open_case(name, facts, by=by, now=now)
