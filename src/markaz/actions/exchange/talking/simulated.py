"""The partner of the demonstration, what it is given and what it is asked; nobody of it exists."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.exchange import partners
from markaz.actions.exchange.partners import About
from markaz.actions.exchange.sharing import agreeing, releasing
from markaz.actions.exchange.sharing.agreeing import Terms
from markaz.actions.exchange.talking import requesting
from markaz.actions.exchange.talking.requesting import Asked, Step
from markaz.governance.marking import Marking
from markaz.governance.permissions import Permission
from markaz.records.kinds import Grain, ReportKind
from markaz.store.models import Partner, ReportRow

NAME = "simulated-liaison"
KEY = "simulated polling"
_ABOUT = About(
    title_en="Simulated liaison office",
    title_ur="فرضی رابطہ دفتر",
    organisation="Simulated liaison office, nowhere",
    contact="Simulated duty desk, 0300 0000990",
)
_OFFICER = "Simulated Officer Ostrava"
_LEGAL_BASIS = "Simulated memorandum of understanding, article 3"
_DAYS = 180
_INCIDENTS = 3
_GO = (Marking.CLEAR, Marking.GREEN, Marking.AMBER)


@dataclass(frozen=True, slots=True)
class Shared:
    """What the simulated partner can read: its collection's path, its token, the incidents."""

    path: str
    token: str
    incidents: tuple[int, ...]


@transaction.atomic
def share_simulated(*, by: User, signer: str, now: datetime) -> Shared | None:
    """Take the partner up, agree, release a few incidents and ask it something; once.

    The account named `signer` signs what `by` prepares: nobody does both.
    """
    agreeing.permit(by, Permission.EXCHANGE)
    chosen = _incidents()
    if not chosen or Partner.objects.filter(name=NAME).exists():
        return None
    partners.add_partner(NAME, about=_ABOUT, by=by, now=now)
    token = partners.make_token(NAME, token=KEY, days=_DAYS, by=by, now=now)
    agreement = agreeing.agree(_terms(now), by=by, now=now)
    made = releasing.prepare(agreement.name, chosen, by=by, now=now)
    releasing.sign(made.release.name, by=User.objects.get(username=signer), now=now)
    _ask(by=by, now=now)
    collection = agreement.collection
    path = f"/taxii2/{collection.root.name}/collections/{collection.uuid}/"
    return Shared(path, token, tuple(made.release.going))


def _terms(now: datetime) -> Terms:
    today = timezone.localdate(now)
    return Terms(
        partner=NAME,
        title="Simulated agreement on the sea route",
        purpose="Simulated joint case on consignments by sea",
        legal_basis=_LEGAL_BASIS,
        onward="Not to be passed on",
        kinds=(ReportKind.SEIZURE.value,),
        parts=("drugs", "place", "route", "concealment", "means", "arrests", "text", "reference"),
        ceiling=Marking.AMBER.value,
        begins_on=today,
        expires_on=today + timedelta(days=_DAYS),
        persons=(_OFFICER,),
        organisations=(_ABOUT.title_en,),
    )


def _incidents() -> list[int]:
    rows = ReportRow.objects.filter(
        kind=ReportKind.SEIZURE, grain=Grain.EVENT, known_to=None, marking__in=_GO
    )
    return list(rows.order_by("number").values_list("number", flat=True)[:_INCIDENTS])


def _ask(*, by: User, now: datetime) -> None:
    asked = Asked(
        direction="out",
        partner=NAME,
        question="Simulated: which company hired the container of the first incident?",
        purpose="Simulated joint case on consignments by sea",
        legal_basis=_LEGAL_BASIS,
        due_at=now + timedelta(days=14),
        reference="NCC/SIM/12",
    )
    row = requesting.enter(asked, by=by, now=now)
    served = Step("served", now, evidence="Simulated letter NCC/SIM/12, taken by hand")
    requesting.move_on(row.name, served, by=by, now=now)
    part = Step("part answer", now, words="Simulated: a company of two persons.", grade="B3")
    requesting.move_on(row.name, part, by=by, now=now)
