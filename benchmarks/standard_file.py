"""A file of the Markaz standard report with as many rows as asked, all invented."""

import csv
import random
from datetime import date, timedelta
from pathlib import Path

_SUBSTANCES = ("charas", "Heroin", "ice", "opium", "Methamphetamine (Ice)", "bhang", "cocaine")
_PLACES = (
    ("Punjab", "Lahore"),
    ("Sindh", "Karachi South"),
    ("Balochistan", "Quetta"),
    ("Khyber Pakhtunkhwa", "Peshawar"),
    ("Punjab", "Multan"),
    ("Sindh", "Sukkur"),
)
_AGENCIES = ("ANF", "CUSTOMS", "ASF", "POLICE-PB", "POLICE-KP", "PCG", "FC-BAL", "EXCISE-SD")
_NAMES = ("Aslam Example", "Bakht Specimen", "Gul Sample", "Noor Pattern", "Zaman Instance")
HEADER = (
    "agency", "reference", "kind", "occurred", "reported_on", "country", "province", "district",
    "place", "substance", "form", "quantity", "unit", "status", "role", "operation", "transport",
    "concealment", "detection", "departure", "destination", "arrested", "arrested_foreign",
    "person_name", "nationality", "marking", "remarks",
)  # fmt: skip


def write(path: Path, *, rows: int, seed: int) -> None:
    """Write the file; the same seed gives the same bytes."""
    chance = random.Random(seed)
    start = date(2025, 1, 1)
    days = [(start + timedelta(days=n)).isoformat() for n in range(372)]
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADER)
        for number in range(rows):
            day = int(chance.random() * 365)
            province, district = chance.choice(_PLACES)
            out.writerow(
                (
                    chance.choice(_AGENCIES), f"R-{number:08d}", "seizure", days[day],
                    days[day + 2], "PK", province, district, f"{district} bypass",
                    chance.choice(_SUBSTANCES), "", f"{chance.lognormvariate(0, 2):.3f}", "kg",
                    "presumptive", "lead", "", "road", "", "", "PK", "AE",
                    chance.choice("0112"), "0", chance.choice(_NAMES), "PK", "AMBER",
                    f"benchmark row {number % 1000}",
                )
            )  # fmt: skip
