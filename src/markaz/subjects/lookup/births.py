"""When somebody was born, as parts of keys: as it is kept, and as it may be kept by another."""

from markaz.subjects.lookup.sharing import DAY, DAY_NEAR, NOTHING, YEAR, YEAR_NEAR, Shared
from markaz.subjects.mentions.mention import Birth, slips

# Parts of keys, each with what it tells of an entry that is found under it.
Told = tuple[tuple[str, Shared], ...]
_UNKNOWN_YEAR = "?"


def written_year(birth: Birth | None) -> Told:
    """The year of a birth as it is kept."""
    if birth is None:
        return ((_UNKNOWN_YEAR, NOTHING),)
    return ((str((birth.first_year + birth.last_year) // 2), NOTHING),)


def near_years(birth: Birth | None) -> Told:
    """The years under which to look for a birth: those it may be off by, and none."""
    if birth is None:
        return ((_UNKNOWN_YEAR, NOTHING),)
    middle = (birth.first_year + birth.last_year) // 2
    spread = 1 + (birth.last_year - birth.first_year) // 2
    near = range(middle - spread, middle + spread + 1)
    told = ((str(year), YEAR if year == middle else YEAR_NEAR) for year in near)
    return ((_UNKNOWN_YEAR, NOTHING), *told)


def written_day(birth: Birth | None) -> Told:
    """The day of a birth as it is kept; none where it is not known."""
    return ((birth.day.isoformat(), NOTHING),) if birth and birth.day else ()


def near_days(birth: Birth | None) -> Told:
    """The days under which to look for a birth: itself, and what a slip of the pen makes of it."""
    if birth is None or birth.day is None:
        return ()
    near = ((day.isoformat(), DAY_NEAR) for day in slips(birth.day))
    return ((birth.day.isoformat(), DAY), *near)
