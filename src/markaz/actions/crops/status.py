"""Which places are free of a crop: surveys taken in, a rule applied, its answers kept."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation

from django.conf import settings
from django.db import transaction

from markaz.accounts.models import User
from markaz.crops import status
from markaz.crops.status import Rule, State, Status, Surveyed, Unit
from markaz.data.places import DISTRICTS, PROVINCES, district_code, province_code
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError
from markaz.store import audit
from markaz.store.crops import status as kept
from markaz.store.models import CropStatusRow, SurveyRow

RULE = "unodc-province"
_COLUMNS = ("place", "season", "area_ha", "sigma_ha", "source")
_LAST_DAY = (12, 31)
_HUNDREDTHS = Decimal("0.01")


@transaction.atomic
def keep_surveys(content: bytes, *, official: bool, by: User, now: datetime) -> int:
    """Take in a table of what stands where: place, season, area_ha, sigma_ha, source.

    Raises:
        InvalidValueError: a row does not hold; nothing was kept.
    """
    require(by.permissions, Permission.VERIFY_FIELDS)
    at = now.astimezone(UTC)
    rows = [_row(told, number) for number, told in _read(content)]
    for row in rows:
        row.official, row.kept_by, row.known_from = official, by.username, at
    count = kept.keep_surveys(rows, now=at)
    audit.log(Event.SURVEY_KEPT, subject="crop survey", by=by, now=now, details={"rows": count})
    return count


@transaction.atomic
def say_status(season: int, *, by: User, now: datetime, rule: str = RULE) -> tuple[Status, ...]:
    """Apply a rule to every district and province in a season, and keep what it says."""
    require(by.permissions, Permission.VERIFY_FIELDS)
    told = tuple(of_season(season, rule=in_force(season, name=rule)))
    at = now.astimezone(UTC)
    changed = kept.say((_kept(one, by=by, at=at) for one in told), now=at)
    audit.log(
        Event.CROP_STATUS_SAID,
        subject=f"season {season}",
        by=by,
        now=now,
        details={"rule": rule, "changed": changed},
    )
    return told


def in_force(season: int, *, name: str = RULE) -> Rule:
    """The rule of this name by which a season is judged: by the last day of its year.

    Raises:
        InvalidValueError: no such rule was in force.
    """
    return status.rule(name, on=date(season, *_LAST_DAY))


def of_season(season: int, *, rule: Rule) -> Iterator[Status]:
    """What a rule says of each place of the kinds it speaks of; the unsurveyed are not free.

    A province is the sum of its districts, and the country of its provinces, where no survey speaks
    of it as a whole, and then only if every part of it was surveyed.
    """
    found = _places({row.place: row for row in kept.surveys("poppy") if row.season == season})
    for code, one in found.items():
        if rule.speaks_of(unit(code)):
            yield status.status(one, rule=rule, place=code, year=season)


def unit(code: str) -> Unit:
    """What kind of place a code names."""
    return (Unit.COUNTRY, Unit.PROVINCE, Unit.DISTRICT)[min(code.count("-"), 2)]


def _places(own: dict[str, SurveyRow]) -> dict[str, Surveyed | None]:
    """What was surveyed of every district, province and the country; None where nobody did."""
    country = settings.MARKAZ_COUNTRY
    found = {code: _surveyed(own.get(code)) for code in DISTRICTS if code.startswith(f"{country}-")}
    provinces = [code for code, one in PROVINCES.items() if one.country == country]
    for code in provinces:
        parts = [found[one] for one in found if unit(one) is Unit.DISTRICT and _in(one, code)]
        found[code] = _surveyed(own.get(code)) or _summed(code, parts)
    whole = _summed(country, [found[code] for code in provinces])
    found[country] = _surveyed(own.get(country)) or whole
    return found


def _in(district: str, province: str) -> bool:
    return DISTRICTS[district].province == province


def rules() -> tuple[Rule, ...]:
    """Every rule by which a place may be called free."""
    return status.rules()


def _surveyed(row: SurveyRow | None) -> Surveyed | None:
    # Without its error an estimate is surer than it can be: then it shows nothing.
    if row is None or row.sigma_ha is None:
        return None
    return Surveyed(row.place, row.season, float(row.area_ha), float(row.sigma_ha), row.source)


def _summed(place: str, parts: Sequence[Surveyed | None]) -> Surveyed | None:
    known = [one for one in parts if one]
    if not parts or len(known) < len(parts):
        return None
    area_ha = sum(one.area_ha for one in known)
    sigma_ha = sum(one.sigma_ha**2 for one in known) ** 0.5
    return Surveyed(place, known[0].year, area_ha, sigma_ha, known[0].source)


def _kept(one: Status, *, by: User, at: datetime) -> CropStatusRow:
    found = one.surveyed
    return CropStatusRow(
        place=one.place,
        season=one.year,
        rule=one.rule.name,
        state=one.state.value,
        probability=one.below,
        area_ha=Decimal(repr(found.area_ha)).quantize(_HUNDREDTHS) if found else None,
        sigma_ha=Decimal(repr(found.sigma_ha)).quantize(_HUNDREDTHS) if found else None,
        source=found.source if found else "",
        said_by=by.username,
        known_from=at,
    )


def as_dict(told: tuple[Status, ...]) -> dict[str, object]:
    """What a rule says, for machines: the rule, what it is for, every place that was surveyed."""
    rule = told[0].rule
    return {
        "season": told[0].year,
        "rule": {
            "name": rule.name,
            "limit_ha": rule.limit_ha,
            "limit_is_for": rule.unit_of.value,
            "needed": rule.chance,
            "source": rule.source,
            "lent_to": {kind.value: why.en for kind, why in rule.lent_to.items()},
        },
        "counts": counts(told),
        "places": [
            {
                "place": one.place,
                "unit": unit(one.place).value,
                "state": one.state.value,
                "probability": one.below,
                "area_ha": one.surveyed.area_ha,
                "sigma_ha": one.surveyed.sigma_ha,
                "source": one.surveyed.source,
            }
            for one in told
            if one.surveyed
        ],
    }


def counts(told: tuple[Status, ...]) -> dict[str, int]:
    """How many places are in each state."""
    return {state.value: sum(one.state is state for one in told) for state in State}


def _read(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        table = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
        missing = [name for name in _COLUMNS if name not in (table.fieldnames or ())]
        if missing:
            raise InvalidValueError(
                "The table lacks the columns {names}: name them in its first row.",
                names=", ".join(missing),
            )
        yield from ((number, dict(row)) for number, row in enumerate(table, start=2))
    except (UnicodeDecodeError, csv.Error):
        raise InvalidValueError("The table cannot be read: save it as CSV in UTF-8.") from None


def _row(told: dict[str, str], number: int) -> SurveyRow:
    country = settings.MARKAZ_COUNTRY
    text = told["place"].strip()
    place = district_code(text, country=country) or province_code(text, country=country)
    place = country if text == country else place
    if not place:
        raise InvalidValueError(
            "Row {row}: {place!r} is no district or province: correct its name.",
            row=number,
            place=text,
        )
    try:
        season, area_ha = int(told["season"]), Decimal(told["area_ha"].strip())
        sigma_ha = Decimal(told["sigma_ha"].strip()) if told["sigma_ha"].strip() else None
    except (ValueError, InvalidOperation):
        raise InvalidValueError(
            "Row {row}: season, area_ha and sigma_ha are numbers: correct them.", row=number
        ) from None
    return SurveyRow(
        place=place,
        season=season,
        crop="poppy",
        area_ha=area_ha,
        sigma_ha=sigma_ha,
        source=told["source"].strip(),
    )


def known_seasons() -> list[int]:
    """The seasons of which a survey speaks, the latest first."""
    return sorted({row.season for row in kept.surveys("poppy")}, reverse=True)


def answers(season: int, *, rule: Rule) -> tuple[Status, ...]:
    """What a rule says of every place in a season, as the surveys stand now."""
    return tuple(of_season(season, rule=rule))


def history(rule: Rule) -> dict[str, dict[int, Status]]:
    """What a rule says of each place that was ever surveyed, season by season."""
    found: dict[str, dict[int, Status]] = {}
    for season in known_seasons():
        for one in of_season(season, rule=rule):
            found.setdefault(one.place, {})[season] = one
    return found


def official() -> dict[tuple[str, int], SurveyRow]:
    """What official tables say of a place and season."""
    return {(row.place, row.season): row for row in kept.surveys("poppy") if row.official}
