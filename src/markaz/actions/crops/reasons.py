"""Why ground that an agency claims does not count."""

from enum import StrEnum


class Reason(StrEnum):
    """Why ground that was claimed does not count."""

    OVERLAP = "overlap"
    SMALLER = "smaller"
    NOT_FOUND = "not_found"
    NOT_THE_CROP = "not_the_crop"
    HARVESTED = "harvested"
    REGROWN = "regrown"
    PHOTO_DATE = "photo_date"
    PHOTO_PLACE = "photo_place"
    NO_EVIDENCE = "no_evidence"


# Said in the place of a claim that the asker may not know of; nobody chooses it.
UNSAID = "unsaid"
