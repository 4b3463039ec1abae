"""How often each fault of a report happens, as a chance from 0 to 1."""

# Of a second agency's report.
OTHER_HEAD_COUNT = 0.15
OTHER_DAY = 0.45
PLACE_VAGUE = 0.2
DISTRICT_MISSING = 0.08
UNIT_SLIP = 0.015
UNREADABLE = 0.03

# Of any report.
MISSPELT = 0.035
LATE = 0.06
CORRECTED = 0.045
SENT_AGAIN = 0.015

# Of the first version of a report that is corrected later.
UNREADABLE_AT_FIRST = 0.08
