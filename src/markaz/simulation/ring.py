"""An invented ring on two agencies' lists, and a courier's telephone that links nobody."""

from dataclasses import dataclass

CHIEF, DRIVER = "Zubair Tariq Achakzai", "Rafaqat Wazir Lashari"
# What the files of the demonstration say; nobody in them exists.
BASIS = "Simulated: two invented sources name this person as the buyer of the loads"
# How many send parcels from the invented courier's telephone: more than link anybody.
_SENDERS = 33
_COURIER = "0300 0000900"


@dataclass(frozen=True, slots=True)
class Member:
    """What a list says of somebody who does not exist."""

    agency: str
    name: str
    father_name: str
    phones: tuple[str, ...]
    plate: str = ""
    address: str = ""


def _phone(number: int) -> str:
    return f"0300 00001{number:02d}"


_HOUSE, _GODOWN = "Simulated house 7, Hawkes Bay, Karachi", "Simulated godown 3, Chaman"
_KNOWN = (
    Member("ANF", CHIEF, "Khalid Bilal", (_phone(1), _phone(2), _COURIER), address=_HOUSE),
    Member("ANF", "Naveed Faraz Mengal", "Haneef Gul", (_phone(1), _phone(3)), address=_HOUSE),
    Member("ANF", DRIVER, "Muneeb Jan", (_phone(2), _phone(4)), "ZZA-0007", _GODOWN),
    Member("ANF", "Shahbaz Noor Kakar", "Sultan Noor", (_phone(5),), "ZZA-0007"),
    Member("ANF", "Imdad Rehan Baloch", "Rehan Dad", (_phone(3), _phone(6)), "ZZB-0012"),
    Member("ANF", "Yawar Salim Durrani", "Salim Shah", (_phone(6), _COURIER)),
    Member("ANF", "Murad Ilyas Khoso", "Ilyas Khoso", (_phone(4),), "ZZC-0031"),
    Member("ANF", "Tahir Waris Brohi", "Waris Khan", (_phone(7),), "ZZC-0031", _GODOWN),
    Member("ANF", "Hashim Gul Zehri", "Gul Hasan", (_phone(7), _phone(8))),
    Member("ANF", "Babar Anis Jatoi", "Anis Jatoi", (_phone(8),), "ZZB-0012"),
    Member("CUSTOMS", "Feroz Khan Tareen", "Akbar Tareen", (_phone(2), _phone(9))),
    Member("CUSTOMS", "Ghazi Umar Marri", "Umar Marri", (_phone(9), _phone(5))),
)
RING: tuple[Member, ...] = _KNOWN + tuple(
    Member("ANF", f"Simulated sender {number}", "", (_COURIER,)) for number in range(1, _SENDERS)
)
