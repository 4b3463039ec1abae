"""Where the invented incidents happen: real districts, invented spots."""

from collections.abc import Iterable, Mapping

from markaz.data.places import DISTRICTS, district_code
from markaz.simulation.events.draws import Draw

# Weighted by hand: borders, coasts and the great roads see more than the rest.
_NAMES: dict[str, tuple[tuple[str, float], ...]] = {
    "PK-BA": (
        *(("Quetta", 8), ("Gwadar", 7), ("Kech", 7), ("Chagai", 6), ("Qilla Abdullah", 5)),
        *(("Lasbela", 4), ("Panjgur", 4), ("Washuk", 2), ("Nushki", 2), ("Khuzdar", 2)),
        *(("Zhob", 1), ("Loralai", 1)),
    ),
    "PK-KP": (
        *(("Peshawar", 9), ("Khyber", 8), ("Nowshera", 5), ("Mardan", 4), ("Swabi", 3)),
        *(("Kohat", 3), ("Charsadda", 2), ("Bannu", 2), ("Mohmand", 2), ("Swat", 2)),
        *(("Abbottabad", 1), ("Dera Ismail Khan", 2)),
    ),
    "PK-PB": (
        *(("Lahore", 10), ("Rawalpindi", 8), ("Faisalabad", 6), ("Multan", 5), ("Attock", 4)),
        *(("Gujranwala", 4), ("Sialkot", 3), ("Sargodha", 3), ("Bahawalpur", 3), ("Kasur", 2)),
        *(("Sheikhupura", 2), ("Rahim Yar Khan", 3)),
    ),
    "PK-SD": (
        *(("Karachi West", 5), ("Karachi East", 4), ("Malir", 4), ("Hyderabad", 4)),
        *(("Sukkur", 3), ("Jacobabad", 3), ("Thatta", 2), ("Jamshoro", 2), ("Larkana", 1)),
    ),
    "PK-IS": (("Islamabad", 1),),
    "PK-GB": (("Gilgit", 2), ("Diamer", 1)),
}
_COAST = {
    "PK-BA": (("Gwadar", 6), ("Kech", 2), ("Lasbela", 3)),
    "PK-SD": (("Thatta", 2), ("Malir", 3), ("Karachi West", 2)),
}
_POPPY = {
    "PK-BA": (("Qilla Abdullah", 5), ("Pishin", 3), ("Loralai", 2), ("Zhob", 2)),
    "PK-KP": (("Mohmand", 4), ("Khyber", 4), ("Bajaur", 2)),
    "PK-SD": (("Jacobabad", 1), ("Larkana", 1)),
}
SPOTS: tuple[tuple[str, str], ...] = (
    ("Toll plaza", "ٹول پلازہ"),
    ("Main bazaar", "مین بازار"),
    ("Bus terminal", "بس اڈہ"),
    ("Ring road", "رنگ روڈ"),
    ("Railway station", "ریلوے اسٹیشن"),
    ("Old customs post", "پرانی چوکی"),
    ("Bypass", "بائی پاس"),
    ("Vegetable market", "سبزی منڈی"),
    ("Canal bridge", "نہر کا پل"),
    ("Check post no. 3", "چوکی نمبر 3"),
)


def _draws(names: Mapping[str, Iterable[tuple[str, float]]]) -> dict[str, Draw[str]]:
    return {
        province: Draw((_code(name, province), weight) for name, weight in pairs)
        for province, pairs in names.items()
    }


def _code(name: str, province: str) -> str:
    code = district_code(name, country="PK")
    if code is None or DISTRICTS[code].province != province:
        raise LookupError(f"no district {name} in {province}: mend the list of districts")
    return code


INLAND = _draws(_NAMES)
COAST = _draws(_COAST)
POPPY = _draws(_POPPY)
