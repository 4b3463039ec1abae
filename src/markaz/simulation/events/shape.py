"""The shape of the invented year: how often, how much, by whom, in which month, to where."""

from markaz.simulation.events.draws import Draw

# Share of the incidents of each kind.
KINDS = Draw(
    (
        ("seizure", 0.772),
        ("airport_case", 0.108),
        ("arrest", 0.03),
        ("clearance", 0.04),
        ("irregular_migration", 0.032),
        ("information", 0.018),
    )
)
MONTHS = (0.9, 1.25, 1.1, 0.8, 0.95, 0.6, 0.55, 0.75, 1.05, 1.3, 1.5, 1.15)
# Poppy stands in the fields of the south in February and of the hills in May.
CLEARANCE_MONTHS = (0.5, 1.6, 3.0, 3.2, 1.8, 0.5, 0.1, 0.0, 0.0, 0.0, 0.1, 0.2)

# The lead agency has some 2 % of the cases and 59 % of the weight; others have the rest.
LEAD_AGENCY_WEIGHT = 0.59
SEIZING = Draw(
    (
        ("ANF-BAL", 0.008),
        ("ANF-KP", 0.004),
        ("ANF-NORTH", 0.003),
        ("ANF-PUNJAB", 0.003),
        ("ANF-SINDH", 0.005),
        ("POLICE-PB", 0.36),
        ("POLICE-KP", 0.25),
        ("EXCISE-SD", 0.10),
        ("RANGERS-SD", 0.045),
        ("RANGERS-PB", 0.02),
        ("FC-BAL", 0.085),
        ("CUSTOMS", 0.06),
        ("PCG", 0.04),
        ("PMSA", 0.012),
        ("NAVY", 0.005),
    )
)
# Only these have a word for an arrest without a seizure in their layouts.
ARRESTING = Draw(
    (
        ("POLICE-PB", 0.4),
        ("POLICE-KP", 0.3),
        ("FIA", 0.15),
        ("CUSTOMS", 0.05),
        ("RANGERS-SD", 0.05),
        ("RANGERS-PB", 0.03),
        ("ANF-SINDH", 0.02),
    )
)
AT_AIRPORTS = Draw((("ASF", 0.55), ("CUSTOMS", 0.42), ("ANF", 0.03)))
CLEARING = Draw((("PK-BA", 0.5), ("PK-KP", 0.35), ("PK-SD", 0.15)))
CLEARING_AGENCY = {"PK-BA": "LEVIES-BA", "PK-KP": "EXCISE-KP", "PK-SD": "EXCISE-SD"}
HOME = {
    "FIA": Draw((("PK-PB", 0.5), ("PK-SD", 0.3), ("PK-IS", 0.2))),
    "ANF-BAL": Draw((("PK-BA", 1.0),)),
    "ANF-KP": Draw((("PK-KP", 1.0),)),
    "ANF-NORTH": Draw((("PK-IS", 0.5), ("PK-PB", 0.4), ("PK-GB", 0.1))),
    "ANF-PUNJAB": Draw((("PK-PB", 1.0),)),
    "ANF-SINDH": Draw((("PK-SD", 1.0),)),
    "POLICE-PB": Draw((("PK-PB", 1.0),)),
    "POLICE-KP": Draw((("PK-KP", 1.0),)),
    "EXCISE-SD": Draw((("PK-SD", 1.0),)),
    "RANGERS-SD": Draw((("PK-SD", 1.0),)),
    "RANGERS-PB": Draw((("PK-PB", 1.0),)),
    "FC-BAL": Draw((("PK-BA", 1.0),)),
    "CUSTOMS": Draw((("PK-BA", 0.4), ("PK-KP", 0.25), ("PK-SD", 0.2), ("PK-PB", 0.15))),
    "PCG": Draw((("PK-BA", 0.7), ("PK-SD", 0.3))),
    "PMSA": Draw((("PK-SD", 0.6), ("PK-BA", 0.4))),
    "NAVY": Draw((("PK-BA", 0.6), ("PK-SD", 0.4))),
}
# Who else may have been there and files a report of its own.
NEIGHBOURS = {
    "PK-PB": ("ANF-PUNJAB", "CUSTOMS", "RANGERS-PB", "POLICE-PB"),
    "PK-KP": ("ANF-KP", "CUSTOMS", "POLICE-KP"),
    "PK-SD": ("ANF-SINDH", "RANGERS-SD", "EXCISE-SD", "CUSTOMS", "PCG"),
    "PK-BA": ("ANF-BAL", "FC-BAL", "PCG", "CUSTOMS"),
    "PK-IS": ("ANF-NORTH", "CUSTOMS"),
    "PK-GB": ("ANF-NORTH", "CUSTOMS"),
}
AT_SEA = ("PMSA", "NAVY", "CUSTOMS", "PCG", "ANF-SINDH")
AROUND_AIRPORTS = {
    "PK-PB": ("ANF-PUNJAB", "ASF", "CUSTOMS", "FIA"),
    "PK-KP": ("ANF-KP", "ASF", "CUSTOMS", "FIA"),
    "PK-SD": ("ANF-SINDH", "ASF", "CUSTOMS", "FIA"),
    "PK-BA": ("ANF-BAL", "ASF", "CUSTOMS", "FIA"),
    "PK-IS": ("ANF-NORTH", "ASF", "CUSTOMS", "FIA"),
}

# Substance: share of the cases, and the share of the weight it would have were value no matter.
SUBSTANCES: dict[str, tuple[float, float]] = {
    "CAN-RESIN": (0.40, 0.52),
    "OPI-HEROIN": (0.19, 0.07),
    "ATS-METH": (0.20, 0.16),
    "OPI-OPIUM": (0.07, 0.16),
    "CAN-HERB": (0.04, 0.03),
    "CAN-BHANG": (0.03, 0.03),
    "OPI-MORPHINE": (0.008, 0.02),
    "COC-SALT": (0.015, 0.001),
    "NPS-KETAMINE": (0.006, 0.002),
    "UNK-UNSPECIFIED": (0.012, 0.007),
}
CASES = Draw((code, share) for code, (share, _) in SUBSTANCES.items())
IN_LUGGAGE = Draw(
    (
        ("ATS-METH", 0.5),
        ("OPI-HEROIN", 0.3),
        ("CAN-RESIN", 0.13),
        ("COC-SALT", 0.05),
        ("NPS-KETAMINE", 0.02),
    )
)
# Beside the drug total: tablets by count, chemicals by litre, doda by weight.
BESIDE = Draw(
    (
        ("SED-ALPRAZOLAM", 0.2),
        ("SED-DIAZEPAM", 0.2),
        ("ATS-MDMA", 0.12),
        ("OPI-POPPY-STRAW", 0.28),
        ("PRE-ACETIC-ANHYDRIDE", 0.12),
        ("PRE-HCL", 0.08),
    )
)
TABLETS = frozenset({"SED-ALPRAZOLAM", "SED-DIAZEPAM", "ATS-MDMA"})
PRECURSORS = frozenset({"PRE-ACETIC-ANHYDRIDE", "PRE-HCL"})
FORM = {
    "CAN-RESIN": "resin-gum",
    "OPI-HEROIN": "powder",
    "ATS-METH": "crystal-rock",
    "OPI-OPIUM": "resin-gum",
    "CAN-HERB": "plant-matter",
    "CAN-BHANG": "plant-matter",
    "OPI-POPPY-STRAW": "seed-pod",
    "COC-SALT": "powder",
    **dict.fromkeys(TABLETS, "pill-tablet"),
    **dict.fromkeys(PRECURSORS, "liquid"),
}

SUSPECTS = Draw(((1, 0.70), (0, 0.11), (2, 0.13), (3, 0.045), (5, 0.015)))
DESTINATIONS = Draw(
    (
        *(("AE", 20.0), ("SA", 17.0), ("OM", 9.0), ("QA", 8.0), ("BH", 5.0), ("KW", 4.0)),
        *(("YE", 4.0), ("IR", 5.0), ("TR", 3.0), ("GB", 7.0), ("DE", 2.5), ("NL", 2.5)),
        *(("IT", 2.5), ("ES", 1.5), ("FR", 1.2), ("BE", 1.0), ("GR", 0.7), ("US", 2.0)),
        *(("CA", 2.0), ("AU", 2.5), ("NZ", 0.8), ("MY", 3.5), ("TH", 2.0), ("CN", 2.0)),
        *(("HK", 1.0), ("JP", 0.6), ("LK", 2.5), ("MV", 0.7), ("TZ", 2.5), ("KE", 2.0)),
        *(("MZ", 2.0), ("ZA", 1.5), ("EG", 1.0), ("BD", 1.0), ("NP", 0.6)),
    )
)
TRANSIT = Draw((("", 0.72), ("AE", 0.1), ("QA", 0.06), ("OM", 0.05), ("TR", 0.04), ("LK", 0.03)))
SEA_ROUTES = Draw((("YE", 3.0), ("OM", 3.0), ("AE", 2.0), ("TZ", 2.0), ("MZ", 1.5), ("KE", 1.5)))
FOREIGNERS = Draw(
    (
        ("AF", 0.5),
        ("NG", 0.14),
        ("IR", 0.12),
        ("TZ", 0.06),
        ("GB", 0.05),
        ("ZA", 0.05),
        ("LK", 0.08),
    )
)
TRANSPORT = Draw(
    (
        ("3-private", 0.36),
        ("3-motorcycle", 0.22),
        ("9-pedestrian", 0.16),
        ("3-commercial", 0.1),
        ("3-bus", 0.08),
        ("5-courier", 0.06),
        ("2", 0.02),
    )
)
HIDDEN_BY = {
    "3-private": Draw((("VEHICLE-VOID", 0.5), ("VEHICLE-TANK", 0.2), ("VEHICLE-STRUCTURE", 0.3))),
    "3-commercial": Draw((("VEHICLE-VOID", 0.4), ("CARGO-GOODS", 0.4), ("VEHICLE-TYRE", 0.2))),
    "3-bus": Draw((("BAG-HOLD", 0.6), ("BAG-HAND", 0.4))),
    "3-motorcycle": Draw((("VEHICLE-STRUCTURE", 0.4), ("CLOTHING", 0.6))),
    "9-pedestrian": Draw((("BODY-ON", 0.4), ("CLOTHING", 0.3), ("NONE", 0.3))),
    "5-courier": Draw((("PARCEL", 0.7), ("CARGO-HOUSEHOLD", 0.3))),
    "2": Draw((("BAG-HOLD", 1.0),)),
    "4-commercial": Draw(
        (("BAG-HOLD", 0.5), ("BODY-SWALLOWED", 0.22), ("BAG-HAND", 0.15), ("FOOTWEAR", 0.13))
    ),
    "1-private": Draw((("VESSEL", 1.0),)),
}
DETECTED_BY = Draw(
    (("CHECKPOINT", 0.4), ("INTELLIGENCE", 0.3), ("SEARCH", 0.15), ("RANDOM", 0.1), ("DOG", 0.05))
)
DETECTED_AT_AIRPORTS = Draw(
    (("XRAY", 0.4), ("PROFILING", 0.3), ("BODY-SCAN", 0.12), ("DOG", 0.1), ("SEARCH", 0.08))
)
STATUS = Draw((("presumptive", 0.55), ("lab_confirmed", 0.4), ("court_confirmed", 0.05)))
AIRPORTS = Draw(
    (
        ("KHI", 0.24),
        ("LHE", 0.25),
        ("ISB", 0.27),
        ("PEW", 0.12),
        ("MUX", 0.06),
        ("SKT", 0.04),
        ("UET", 0.02),
    )
)
