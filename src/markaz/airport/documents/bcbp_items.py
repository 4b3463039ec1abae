"""The items of a bar coded boarding pass and their widths (IATA Resolution 792, version 8).

Earlier versions have the same items in the same places, and end their lists sooner.
"""

Items = tuple[tuple[str, int], ...]

HEAD: Items = (
    ("format", 1),
    ("legs", 1),
    ("passenger", 20),
    ("electronic_ticket", 1),
)
LEG: Items = (
    ("booking", 7),
    ("departure", 3),
    ("arrival", 3),
    ("carrier", 3),
    ("flight", 5),
    ("day_of_year", 3),
    ("compartment", 1),
    ("seat", 4),
    ("sequence", 5),
    ("status", 1),
)
# Once for the pass, in the conditional part of its first leg.
UNIQUE: Items = (
    ("passenger_description", 1),
    ("checked_in_at", 1),
    ("issued_at", 1),
    ("issued_on", 4),
    ("document_type", 1),
    ("issuer", 3),
    ("bag_tags", 13),
    ("bag_tags_2", 13),
    ("bag_tags_3", 13),
)
# In the conditional part of each leg.
REPEATED: Items = (
    ("airline_number", 3),
    ("ticket_number", 10),
    ("selectee", 1),
    ("documents_verified", 1),
    ("marketing_carrier", 3),
    ("frequent_flyer_carrier", 3),
    ("frequent_flyer_number", 16),
    ("industry_discount", 1),
    ("free_bags", 3),
    ("fast_track", 1),
)
