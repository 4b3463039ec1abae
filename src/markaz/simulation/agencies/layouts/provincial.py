"""The layouts of the provinces: two police forces, excise, and the clearing of poppy."""

from markaz.simulation.agencies.layouts import wording as w
from markaz.simulation.agencies.layouts.layout import NO_LINE, Layout, Row
from markaz.simulation.agencies.report import Report
from markaz.simulation.events.calendar import Calendar
from markaz.simulation.events.places import SPOTS

_URDU_KINDS = {"seizure": "برآمدگی", "arrest": "گرفتاری", "airport_case": "ہوائی اڈہ"}
_OFFICES = {
    "LEVIES-BA": "Balochistan Levies",
    "EXCISE-KP": "Excise KP",
    "EXCISE-SD": "Excise Sindh",
}
_KANALS_TO_THE_ACRE = 8


def _drug(report: Report, line: int) -> tuple[str, str, str]:
    if line == NO_LINE:
        return "", "", ""
    return (w.substance(report, line, words=w.ENGLISH), *w.quantity(report, line))


def _punjab(report: Report, line: int, calendar: Calendar) -> Row:
    told = report.incident
    return (
        report.reference,
        w.day(report, calendar.mdy, unreadable=f"02/30/{calendar.year}"),
        calendar.mdy[report.reported],
        w.DISTRICT[report.district],
        w.place(report),
        "Arrest" if told.kind == "arrest" else "Recovery",
        *_drug(report, line),
        report.arrested,
        report.foreign,
        w.names(report),
        w.CARRIED[told.transport],
    )


POLICE_PB = Layout(
    source="sim-police-pb",
    encoding="cp1252",
    titles=("Punjab Police – narcotics cases – SIMULATED, nothing real", ""),
    header=(
        *("FIR No", "Offence Date", "Entry Date", "District", "Police Area", "Head", "Contraband"),
        *("Quantity", "Unit", "Accused Arrested", "Foreign Nationals", "Accused Names", "Vehicle"),
    ),
    fill=_punjab,
)


def _khyber(report: Report, line: int, calendar: Calendar) -> Row:
    told = report.incident
    drug, amount, unit = "", "", ""
    if line != NO_LINE:
        drug = w.substance(report, line, words=w.URDU)
        amount, unit = w.quantity(report, line, tablet="گولیاں", litre="لیٹر")
        unit = "کلوگرام" if unit == "Kg" else unit
    return (
        report.reference,
        w.day(report, calendar.urdu, unreadable=w.urdu_number(f"30/02/{calendar.year}")),
        calendar.urdu[report.reported],
        w.DISTRICT_URDU[report.district],
        SPOTS[told.spot][1] if report.spot else "",
        _URDU_KINDS[told.kind],
        drug,
        w.urdu_number(amount),
        unit,
        w.urdu_number(str(report.arrested)),
        w.urdu_number(str(report.foreign)),
        w.names_urdu(report),
        w.CARRIED_URDU[told.transport],
        w.COUNTRY_URDU[told.destination],
        w.SIMULATED_URDU,
    )


POLICE_KP = Layout(
    source="sim-police-kp",
    encoding="utf-8-sig",
    header=(
        *("مقدمہ نمبر", "تاریخ وقوعہ", "تاریخ رپورٹ", "ضلع", "مقام", "نوعیت", "منشیات"),
        *("مقدار", "اکائی", "گرفتار", "غیر ملکی", "نام ملزمان", "ذریعہ", "منزل", "کیفیت"),
    ),
    fill=_khyber,
)


def _excise(report: Report, line: int, calendar: Calendar) -> Row:
    return (
        report.reference,
        w.day(report, calendar.dmy, unreadable=f"30-02-{calendar.year}"),
        w.DISTRICT[report.district],
        w.place(report),
        *_drug(report, line),
        report.arrested,
        report.foreign,
        w.names(report),
        w.HIDDEN[report.incident.concealment],
        report.role.title(),
        w.SIMULATED,
    )


EXCISE_SD = Layout(
    source="sim-excise-sd",
    header=(
        *("Crime No", "Date of Incident", "District", "Spot", "Article", "Net Weight", "Unit"),
        *("Arrested", "Foreigners", "Accused", "Concealment", "Role", "Remarks"),
    ),
    fill=_excise,
)


def _area(report: Report) -> tuple[str, str]:
    # Each office measures in its own way; hectares lose a little in the rounding.
    if report.agency == "EXCISE-KP":
        return str(report.acres * _KANALS_TO_THE_ACRE), "kanal"
    if report.agency == "EXCISE-SD":
        return f"{report.acres * w.ACRE_HA:.2f}", "hectare"
    return str(report.acres), "acres"


def _clearance(report: Report, _line: int, calendar: Calendar) -> Row:
    return (
        report.reference,
        _OFFICES[report.agency],
        w.day(report, calendar.dmy, unreadable=f"30-02-{calendar.year}"),
        calendar.dmy[report.reported],
        w.PROVINCE[report.province],
        w.DISTRICT[report.district],
        "Opium poppy",
        *_area(report),
        report.arrested,
        report.foreign,
        w.names(report),
        w.nationality(report),
        report.incident.operation,
        w.SIMULATED,
    )


CLEARANCE = Layout(
    source="sim-clearance",
    header=(
        *("Operation No", "Office", "Date", "Date of Report", "Province", "District", "Crop"),
        *("Land Cleared", "Measure", "Arrested", "Foreign Nationals", "Names", "Nationality"),
        *("Operation", "Remarks"),
    ),
    fill=_clearance,
)
