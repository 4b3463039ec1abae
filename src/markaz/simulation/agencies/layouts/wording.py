"""How the agencies write substances, units, places and people."""

from markaz.data.airports import AIRPORTS
from markaz.data.places import COUNTRIES, DISTRICTS, PROVINCES
from markaz.data.simple import CONCEALMENT, DETECTION, TRANSPORT
from markaz.data.units import UNITS
from markaz.simulation.agencies.report import Report
from markaz.simulation.events.incident import Person
from markaz.simulation.events.names import latin, urdu
from markaz.simulation.events.places import SPOTS

# Each tuple: the usual spelling, another clerk's, and the typing error last.
ENGLISH: dict[str, tuple[str, str, str]] = {
    "CAN-RESIN": ("Charas", "Hashish", "Chars"),  # codespell:ignore
    "OPI-HEROIN": ("Heroin", "Heroin Powder", "Heroine"),
    "ATS-METH": ("Ice", "Methamphetamine", "Methamphatamine"),
    "OPI-OPIUM": ("Opium", "Afeem", "Opum"),
    "CAN-HERB": ("Marijuana", "Ganja", "Marijuna"),
    "CAN-BHANG": ("Bhang", "Bhang", "Bhangg"),
    "OPI-MORPHINE": ("Morphine", "Morphine", "Morphin"),
    "COC-SALT": ("Cocaine", "Cocaine", "Cocain"),
    "NPS-KETAMINE": ("Ketamine", "Ketamine", "Ketamin"),
    "UNK-UNSPECIFIED": ("Narcotics", "Drugs", "Narcotis"),
    "SED-ALPRAZOLAM": ("Alprazolam", "Xanax tabs", "Alprazolem"),
    "SED-DIAZEPAM": ("Diazepam", "Valium tabs", "Diazapam"),
    "ATS-MDMA": ("Ecstasy", "MDMA", "Ekstasy"),
    "OPI-POPPY-STRAW": ("Doda", "Poppy straw", "Dodda"),
    "PRE-ACETIC-ANHYDRIDE": ("Acetic anhydride", "AA chemical", "Acetic anhydrid"),
    "PRE-HCL": ("Hydrochloric acid", "HCL", "Hydrochlric acid"),
}
URDU: dict[str, tuple[str, str, str]] = {
    "CAN-RESIN": ("چرس", "چرس گردہ", "چرص"),
    "OPI-HEROIN": ("ہیروئن", "ہیروئن پاؤڈر", "ہیرون"),
    "ATS-METH": ("آئس", "کرسٹل آئس", "آیس"),
    "OPI-OPIUM": ("افیون", "افیم", "افییون"),
    "CAN-HERB": ("گانجا", "گانجا", "گانجھا"),
    "CAN-BHANG": ("بھنگ", "بھنگ", "بنگ"),
    "OPI-MORPHINE": ("مارفین", "مارفین", "مرفین"),
    "COC-SALT": ("کوکین", "کوکین", "کوکیین"),
    "NPS-KETAMINE": ("کیٹامین", "کیٹامین", "کیٹامن"),
    "UNK-UNSPECIFIED": ("منشیات", "نامعلوم منشیات", "منشیت"),
    "SED-ALPRAZOLAM": ("الپرازولام", "الپرازولام", "الپرازولم"),
    "SED-DIAZEPAM": ("ڈایازیپام", "ڈایازیپام", "ڈیازیپام"),
    "ATS-MDMA": ("ایکسٹسی", "ایکسٹسی", "ایکسٹیسی"),
    "OPI-POPPY-STRAW": ("ڈوڈا", "ڈوڈہ پوست", "ڈوڈا پوسٹ"),
    "PRE-ACETIC-ANHYDRIDE": ("ایسیٹک اینہائیڈرائیڈ", "ایسیٹک", "ایسٹک اینہائیڈرائیڈ"),
    "PRE-HCL": ("نمک کا تیزاب", "ہائیڈروکلورک ایسڈ", "نمک تیزاب"),
}
SIMULATED = "SIMULATED, nothing real"
SIMULATED_URDU = "مصنوعی اندراج، کچھ بھی حقیقی نہیں"

COUNTRY = {code: country.label_en for code, country in COUNTRIES.items()} | {"": ""}
COUNTRY_URDU = {code: country.label_ur for code, country in COUNTRIES.items()} | {"": ""}
PROVINCE = {code: province.label_en for code, province in PROVINCES.items()} | {"": ""}
DISTRICT = {code: known.label_en for code, known in DISTRICTS.items()} | {"": ""}
DISTRICT_URDU = {code: known.label_ur for code, known in DISTRICTS.items()} | {"": ""}
CARRIED = {code: term.label_en for code, term in TRANSPORT.items()} | {"": ""}
CARRIED_URDU = {code: term.label_ur for code, term in TRANSPORT.items()} | {"": ""}
HIDDEN = {code: term.label_en for code, term in CONCEALMENT.items()} | {"": ""}
FOUND_BY = {code: term.label_en for code, term in DETECTION.items()} | {"": ""}
AIRPORT = {code: airport.name for code, airport in AIRPORTS.items()} | {"": ""}
TOLA_MG, SEER_MG, MAUND_MG = (
    float(UNITS[code].factor) * 1_000 for code in ("tola", "seer", "maund")
)
ACRE_HA = float(UNITS["acre"].factor)
_URDU_DIGITS = str.maketrans("0123456789.", "۰۱۲۳۴۵۶۷۸۹٫")


def substance(report: Report, line: int, *, words: dict[str, tuple[str, str, str]]) -> str:
    """The name of a line's substance in this report's spelling."""
    spellings = words[report.incident.lines[line].substance]
    return spellings[2] if report.misspelt else spellings[report.variant & 1]


def kilograms(amount: int) -> str:
    """Milligrams written as kilograms, to the gram; litres likewise from microlitres."""
    whole, rest = divmod((amount + 500) // 1_000, 1_000)
    return f"{whole}.{rest:03d}".rstrip("0") if rest else str(whole)


def quantity(
    report: Report, line: int, *, tablet: str = "Tabs", litre: str = "Ltr"
) -> tuple[str, str]:
    """An amount and its unit: kilograms, litres or tablets."""
    base = report.incident.lines[line].base
    amount = report.amounts[line]
    unit = "Kg" if base == "mg" else tablet if base == "piece" else litre
    text = str(amount) if base == "piece" else kilograms(amount)
    return text, "" if report.broken == "no unit" else unit


def by_the_maund(report: Report, line: int) -> tuple[str, str]:
    """An amount in the old units of the bazaar: maund, seer and tola."""
    if report.incident.lines[line].base != "mg" or report.broken:
        return quantity(report, line)
    amount = report.amounts[line]
    if amount >= 2 * MAUND_MG:
        return f"{amount / MAUND_MG:.2f}", "Maund"
    if amount >= 2 * SEER_MG:
        return f"{amount / SEER_MG:.2f}", "Seer"
    return f"{amount / TOLA_MG:.1f}", "Tola"


def urdu_number(text: str) -> str:
    """A number in Urdu digits with the Urdu decimal mark."""
    return text.translate(_URDU_DIGITS)


def place(report: Report) -> str:
    """The spot of a report in English, empty where it is told vaguely."""
    return SPOTS[report.incident.spot][0] if report.spot else ""


def _named(report: Report) -> list[Person]:
    # One column holds one nationality, so clerks who have foreigners list those alone.
    persons = report.incident.persons
    return persons[: report.incident.foreign] if report.incident.foreign else persons


def names(report: Report) -> str:
    """The people of a report in Latin letters, in this clerk's spelling."""
    return "; ".join([latin(person.words, variant=report.variant) for person in _named(report)])


def names_urdu(report: Report) -> str:
    """The people of a report in Urdu letters."""
    return "; ".join([urdu(person.words) for person in _named(report)])


def nationality(report: Report) -> str:
    """The nationality that the named people share."""
    persons = report.incident.persons
    return COUNTRY[persons[0].nationality] if persons else ""


def day(report: Report, written: list[str], *, unreadable: str) -> str:
    """The day of a report in the agency's writing, or a day that no calendar has."""
    return unreadable if report.broken == "30 February" else written[report.day]
