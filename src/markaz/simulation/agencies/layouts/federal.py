"""The layouts of the federal agencies: narcotics force, customs, airports, investigation."""

from markaz.simulation.agencies.layouts import wording as w
from markaz.simulation.agencies.layouts.layout import NO_LINE, Layout, Row
from markaz.simulation.agencies.report import Report
from markaz.simulation.events.calendar import Calendar

_ANF_KINDS = {"seizure": "Recovery", "airport_case": "Airport case", "arrest": "Arrest"}
_CUSTOMS_KINDS = {**_ANF_KINDS, "seizure": "Seizure"}
_ANF_REGIONS = {
    "ANF-BAL": "RD Balochistan",
    "ANF-KP": "RD KP",
    "ANF-NORTH": "RD North",
    "ANF-PUNJAB": "RD Punjab",
    "ANF-SINDH": "RD Sindh",
}
_LAB = {"presumptive": "Field test", "lab_confirmed": "Lab +ve", "court_confirmed": "Convicted"}


# Most are passports; each kind with each fault comes some time.
_DOCUMENTS = ("passport", "passport", "passport", "visa", "residence-permit", "identity-card")
_FAULTS = ("forged", "counterfeit", "borrowed", "stolen-blank", "obtained-by-deceit")


def _drug(report: Report, line: int) -> tuple[str, str, str]:
    if line == NO_LINE:
        return "", "", ""
    return (w.substance(report, line, words=w.ENGLISH), *w.quantity(report, line))


def _anf(report: Report, line: int, calendar: Calendar) -> Row:
    told = report.incident
    return (
        report.reference,
        _ANF_REGIONS[report.agency],
        w.day(report, calendar.dmy, unreadable=f"30-02-{calendar.year}"),
        calendar.dmy[report.reported],
        _ANF_KINDS[told.kind],
        w.PROVINCE[report.province],
        w.DISTRICT[report.district],
        w.place(report),
        told.airport,
        *_drug(report, line),
        report.arrested,
        report.foreign,
        w.names(report),
        w.nationality(report),
        w.CARRIED[told.transport],
        w.HIDDEN[told.concealment],
        w.COUNTRY[told.origin],
        w.COUNTRY[told.departure],
        w.COUNTRY[told.transit],
        w.COUNTRY[told.destination],
        w.FOUND_BY[told.detection],
        _LAB.get(report.status, ""),
        report.role.title(),
        told.operation,
        w.SIMULATED,
    )


ANF = Layout(
    source="sim-anf",
    encoding="utf-8-sig",
    header=(
        *("Case No", "RD", "Date of Occurrence", "Date of Report", "Nature of Case", "Province"),
        *("District", "Place", "Airport", "Drug", "Quantity", "Unit", "Accused", "Foreigners"),
        *("Names of Accused", "Nationality", "Conveyance", "Concealed In", "Origin", "From"),
        *("Via", "To", "Detected By", "Test", "Role", "Operation", "Remarks"),
    ),
    fill=_anf,
)


def _customs(report: Report, line: int, calendar: Calendar) -> Row:
    told = report.incident
    unreadable = report.broken == "30 February"
    return (
        report.reference,
        f"30.02.{calendar.year}" if unreadable else calendar.serial[report.day],
        calendar.serial[report.reported],
        _CUSTOMS_KINDS[told.kind],
        w.PROVINCE[report.province],
        w.DISTRICT[report.district],
        w.place(report),
        told.airport,
        *_drug(report, line),
        report.arrested,
        report.foreign,
        w.names(report),
        w.CARRIED[told.transport],
        w.HIDDEN[told.concealment],
        w.COUNTRY[told.departure],
        w.COUNTRY[told.destination],
        _LAB.get(report.status, ""),
        w.SIMULATED,
    )


CUSTOMS = Layout(
    source="sim-customs",
    format="xlsx",
    titles=(
        "Pakistan Customs, Anti-Smuggling: monthly return of narcotics cases",
        "SIMULATED: nothing in this workbook is real / مصنوعی: اس میں کچھ بھی حقیقی نہیں",
        "",
    ),
    groups=(("Case", 4), ("Where", 4), ("Goods", 3), ("Persons", 3), ("Route and remarks", 6)),
    days=(1, 2),
    header=(
        *("Case No.", "Date of seizure", "Date reported", "Type", "Province", "District"),
        *("Location", "Airport (IATA)", "Description", "Qty", "UOM", "Arrests", "Foreign"),
        *("Name(s)", "Mode", "Concealment", "Departure", "Destination", "Lab", "Remarks"),
    ),
    fill=_customs,
)


def _asf(report: Report, line: int, calendar: Calendar) -> Row:
    told = report.incident
    drug, amount, unit = _drug(report, line)
    return (
        report.reference,
        w.AIRPORT[told.airport],
        w.day(report, calendar.dotted, unreadable=f"30.02.{calendar.year}"),
        calendar.dotted[report.reported],
        drug,
        f"{amount} {unit}".strip(),
        report.arrested,
        report.foreign,
        w.names(report),
        w.nationality(report),
        told.carrier,
        w.COUNTRY[told.transit],
        w.COUNTRY[told.destination],
        w.HIDDEN[told.concealment],
        w.FOUND_BY[told.detection],
        w.SIMULATED,
    )


ASF = Layout(
    source="sim-asf",
    delimiter="\t",
    header=(
        *("Serial", "Airport", "Date", "Reported", "Substance", "Weight", "Pax arrested"),
        *("of which foreign", "Pax name", "Pax nationality", "Flight", "Transit", "Destination"),
        *("Hidden in", "How detected", "Remarks"),
    ),
    fill=_asf,
)


def _fia(report: Report, line: int, calendar: Calendar) -> Row:
    told = report.incident
    drug, amount, unit = _drug(report, line)
    return (
        report.reference,
        told.kind,
        w.day(report, calendar.iso, unreadable=f"{calendar.year}-02-30"),
        calendar.iso[report.reported],
        report.province,
        w.DISTRICT[report.district],
        w.place(report),
        told.airport,
        drug,
        amount,
        unit,
        report.arrested,
        report.foreign,
        w.names(report),
        w.nationality(report),
        told.departure,
        told.destination,
        *_document(report),
        "simulated",
    )


def _document(report: Report) -> tuple[str, str, str]:
    """Kind, issuer and fault of the document somebody showed; of Utopia, as specimens are."""
    told = report.incident
    if told.kind != "irregular_migration":
        return "", "", ""
    # By the incident's own number: whoever tells of it twice tells of one document.
    kind = _DOCUMENTS[told.number % len(_DOCUMENTS)]
    return kind, "UTO", _FAULTS[told.number // len(_DOCUMENTS) % len(_FAULTS)]


FIA = Layout(
    source="sim-fia",
    format="jsonl",
    header=(
        *("enquiry_no", "category", "date", "reported", "province", "district", "place", "airport"),
        *("drug", "quantity", "unit", "arrested", "foreign_nationals", "names", "nationality"),
        *("departure", "destination", "document", "document_of", "what_is_wrong", "note"),
    ),
    fill=_fia,
)
