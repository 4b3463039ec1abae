"""The layouts of the forces at coast, sea and border."""

from markaz.simulation.agencies.layouts import wording as w
from markaz.simulation.agencies.layouts.layout import NO_LINE, Layout, Row
from markaz.simulation.agencies.report import Report
from markaz.simulation.events.calendar import Calendar

_SIMULATED_TITLE = "SIMULATED: nothing in this file is real"
_WINGS = {"RANGERS-PB": "Punjab Rangers", "RANGERS-SD": "Sindh Rangers"}
_FORCES = {"PMSA": "PMSA", "NAVY": "Pak Navy"}


def _drug(report: Report, line: int) -> tuple[str, str, str]:
    if line == NO_LINE:
        return "", "", ""
    return (w.substance(report, line, words=w.ENGLISH), *w.quantity(report, line))


def _pcg(report: Report, line: int, calendar: Calendar) -> Row:
    told = report.incident
    drug, amount, unit = _drug(report, line)
    return (
        report.reference,
        w.day(report, calendar.dotted, unreadable=f"30.02.{calendar.year}"),
        calendar.dotted[report.reported],
        w.PROVINCE[report.province],
        w.DISTRICT[report.district],
        w.place(report),
        drug,
        amount.replace(".", ","),
        unit,
        report.arrested,
        report.foreign,
        w.CARRIED[told.transport],
        w.COUNTRY[told.destination],
        report.role.title(),
        w.SIMULATED,
    )


PCG = Layout(
    source="sim-pcg",
    delimiter=";",
    header=(
        *("Ref", "Date", "Report date", "Province", "District", "Location", "Item", "Quantity"),
        *("Unit", "Apprehended", "Foreign nationals", "Carrier", "Bound for", "Role", "Remarks"),
    ),
    fill=_pcg,
)


def _rangers(report: Report, line: int, calendar: Calendar) -> Row:
    drug, amount, unit = "", "", ""
    if line != NO_LINE:
        drug = w.substance(report, line, words=w.ENGLISH)
        amount, unit = w.by_the_maund(report, line)
    return (
        report.reference,
        _WINGS[report.agency],
        w.day(report, calendar.dmy, unreadable=f"30-02-{calendar.year}"),
        w.PROVINCE[report.province],
        w.DISTRICT[report.district],
        w.place(report),
        "Arrest" if report.incident.kind == "arrest" else "Recovery",
        drug,
        amount,
        unit,
        report.arrested,
        report.foreign,
        w.names(report),
    )


RANGERS = Layout(
    source="sim-rangers",
    titles=(f"Rangers: narcotics recoveries. {_SIMULATED_TITLE}",),
    header=(
        *("Case", "Wing", "Date", "Province", "District", "Area", "Type", "Narcotics"),
        *("Weight", "Measure", "Apprehended", "Foreigners", "Names"),
    ),
    fill=_rangers,
)


def _fc(report: Report, line: int, calendar: Calendar) -> Row:
    unreadable = report.broken == "30 February"
    return (
        report.reference,
        f"30.02.{calendar.year}" if unreadable else calendar.serial[report.day],
        w.DISTRICT[report.district],
        w.place(report),
        *_drug(report, line),
        report.arrested,
        report.foreign,
        w.CARRIED[report.incident.transport],
        w.COUNTRY[report.incident.origin],
        report.role.title(),
        w.SIMULATED,
    )


FC_BAL = Layout(
    source="sim-fc-bal",
    format="xlsx",
    titles=("Frontier Corps Balochistan: recoveries", "SIMULATED / مصنوعی"),
    days=(1,),
    header=(
        *("Ser", "Date", "District", "Area", "Narcotics", "Qty", "Unit", "Arrested"),
        *("Foreigners", "Mode", "Coming from", "Role", "Remarks"),
    ),
    fill=_fc,
)


def _sea(report: Report, line: int, calendar: Calendar) -> Row:
    told = report.incident
    drug, amount, unit = _drug(report, line)
    return (
        report.reference,
        _FORCES[report.agency],
        w.day(report, calendar.iso, unreadable=f"{calendar.year}-02-30"),
        calendar.iso[report.reported],
        told.operation,
        "North Arabian Sea",
        w.PROVINCE[report.province],
        w.DISTRICT[report.district],
        drug,
        f"{amount} {unit}".strip(),
        report.arrested,
        report.foreign,
        w.COUNTRY[told.departure],
        w.COUNTRY[told.destination],
        report.role.title(),
        w.SIMULATED,
    )


SEA = Layout(
    source="sim-sea",
    header=(
        *("Signal No", "Force", "Date", "Date of signal", "Operation", "Sea area"),
        *("Coast of", "Nearest district", "Cargo", "Weight", "Crew arrested", "Crew foreign"),
        *("Sailed from", "Bound for", "Part", "Remarks"),
    ),
    fill=_sea,
)
