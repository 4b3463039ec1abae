"""The closed lists that a report's fields choose from."""

from enum import StrEnum


class ReportKind(StrEnum):
    """What an agency says happened."""

    SEIZURE = "seizure"
    ARREST = "arrest"
    AIRPORT_CASE = "airport_case"
    CLEARANCE = "clearance"
    IRREGULAR_MIGRATION = "irregular_migration"
    INFORMATION = "information"


# Of the kinds that reports of one incident give, the first here says most of it.
MOST_TELLING = (
    ReportKind.AIRPORT_CASE,
    ReportKind.SEIZURE,
    ReportKind.ARREST,
    ReportKind.CLEARANCE,
    ReportKind.IRREGULAR_MIGRATION,
    ReportKind.INFORMATION,
)


class Grain(StrEnum):
    """Whether a report tells of one event or sums many; the two are never added together."""

    EVENT = "event"
    AGGREGATE = "aggregate"


class DatePrecision(StrEnum):
    """How closely the occurrence is dated; a month is an interval, not its first day."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    INTERVAL = "interval"
    UNKNOWN = "unknown"


class PlacePrecision(StrEnum):
    """How closely the place is known; a district is not a point."""

    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"
    UNKNOWN = "unknown"


class Dimension(StrEnum):
    """What a quantity measures; only masses join a weight."""

    MASS = "mass"
    VOLUME = "volume"
    COUNT = "count"
    AREA = "area"
    UNKNOWN = "unknown"


class SeizureStatus(StrEnum):
    """How far the substance is established."""

    PRESUMPTIVE = "presumptive"
    LAB_CONFIRMED = "lab_confirmed"
    LAB_NEGATIVE = "lab_negative"
    COURT_CONFIRMED = "court_confirmed"
    DESTROYED = "destroyed"
    RETURNED = "returned"
    UNKNOWN = "unknown"


class AgencyRole(StrEnum):
    """The reporting agency's part in the event."""

    LEAD = "lead"
    JOINT = "joint"
    ASSIST = "assist"
    INTELLIGENCE_ONLY = "intelligence_only"
    UNKNOWN = "unknown"


class ValueField(StrEnum):
    """What of an incident one of its reports speaks for, each chosen apart from the others."""

    DRUGS = "drugs"
    PEOPLE = "people"
    WHEN = "when"
    WHERE = "where"
    ROUTE = "route"
    STATUS = "status"
    WORTH = "worth"
    LAND = "land"


class DateBasis(StrEnum):
    """Which of a report's three dates puts it into a period."""

    OCCURRED = "occurred"
    REPORTED = "reported"
    RECEIVED = "received"


class Answer(StrEnum):
    """What a person makes of a question of the checker: answered, set aside, or open again."""

    ANSWERED = "answered"
    SET_ASIDE = "set aside"
    OPEN = "open again"


class Verdict(StrEnum):
    """A judgement on a pair: the same event, not the same, not to be told, or taken back."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNSURE = "unsure"
    WITHDRAWN = "withdrawn"
