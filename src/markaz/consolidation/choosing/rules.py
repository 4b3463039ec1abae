"""The rules by which one report speaks for a part of its incident, in the order they are asked.

A rule gives every report of the incident a rank, the smallest being best; those that share the
best rank go on to the next rule.  What separated the chosen report from the last of the others
is the rule that is named.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from markaz.records.kinds import ValueField


@dataclass(frozen=True, slots=True)
class Rule:
    """A name, what it says in both languages, and its rank in SQL over one candidate."""

    name: str
    rank: str
    en: str
    ur: str

    def words(self, lang: str) -> str:
        """What the rule says, in the language of the page."""
        return self.ur if lang == "ur" else self.en


def _decided(field: ValueField) -> Rule:
    return Rule(
        "person",
        # The latest of the decisions that stand has the greatest id.
        f"-coalesce(decided_{field.value}, 0)",
        "a person decided it",
        "ایک شخص نے فیصلہ کیا",
    )


def _stated(rank: str, en: str, ur: str) -> Rule:
    return Rule("stated", rank, en, ur)


_ROLE = Rule(
    "role",
    "role_rank",
    "the leading agency's word stands over a joint, an assisting or an informing one's",
    "قیادت کرنے والے ادارے کی بات شریک، معاون یا اطلاع دینے والے پر مقدم ہے",
)
_EARLIEST = Rule(
    "earliest",
    "reported_rank",
    "it was reported first",
    "سب سے پہلے رپورٹ ہوئی",
)
_NUMBER = Rule(
    "number",
    "number",
    "nothing tells the reports apart, so the one registered first stands",
    "رپورٹوں میں کوئی فرق نہیں، اس لیے پہلے درج ہونے والی معتبر ہے",
)


def _agreed(count: str) -> Rule:
    return Rule(
        "agreed",
        f"({count} < 2)::INTEGER",
        "another report says the same",
        "ایک اور رپورٹ بھی یہی کہتی ہے",
    )


def _amount(field: ValueField, column: str, en: str, ur: str) -> tuple[Rule, ...]:
    return (
        _decided(field),
        _stated(f"({column} IS NULL)::INTEGER", en, ur),
        _ROLE,
        _agreed(f"same_{field.value}"),
        _EARLIEST,
        _NUMBER,
    )


# A weight is asked in this order because an agency's part tells more than its scales: partners
# give their share, the weight with wrapping or a round figure; the leading agency weighs net.
_DRUGS = (
    _decided(ValueField.DRUGS),
    _stated(
        "CASE WHEN lines > 0 AND unread = 0 THEN 0 WHEN unread < lines THEN 1 ELSE 2 END",
        "it states its quantities",
        "اس میں مقدار درج ہے",
    ),
    Rule(
        "unit slip",
        "slipped::INTEGER",
        "another is a thousand times off, as where grams are taken for kilograms",
        "دوسری رپورٹ ہزار گنا مختلف ہے، جیسے گرام کو کلوگرام سمجھ لیا جائے",
    ),
    Rule(
        "laboratory",
        "(kinds_differ AND NOT established)::INTEGER",
        "the reports name different substances and a laboratory or court established this one's",
        "رپورٹیں مختلف منشیات بتاتی ہیں اور لیبارٹری یا عدالت نے اسی کی تصدیق کی",
    ),
    _ROLE,
    _agreed("same_drugs"),
    Rule(
        "far off",
        "outlying::INTEGER",
        "another is five times off the middle of three or more weights",
        "دوسری رپورٹ تین یا زیادہ اوزان کے درمیانی وزن سے پانچ گنا دور ہے",
    ),
    Rule(
        "whole",
        "partial::INTEGER",
        "the others are a part of it, as where an agency states its own share",
        "دوسری رپورٹیں اس کا حصہ ہیں، جیسے کوئی ادارہ صرف اپنا حصہ بتائے",
    ),
    Rule(
        "net weight",
        "wrapped::INTEGER",
        "of weights close together the lighter is net; the heavier has its wrapping",
        "قریب قریب اوزان میں ہلکا خالص ہے؛ بھاری میں لپیٹ شامل ہے",
    ),
    _EARLIEST,
    _NUMBER,
)
_PEOPLE = (
    _decided(ValueField.PEOPLE),
    _stated(
        "(arrested IS NULL)::INTEGER", "it states who was arrested", "اس میں گرفتاریاں درج ہیں"
    ),
    _ROLE,
    _agreed("same_people"),
    Rule(
        "fuller",
        "-coalesce(arrested, 0)",
        "it is the fuller count: a head is more easily missed than invented",
        "یہ زیادہ مکمل گنتی ہے: کوئی شخص چھوٹ سکتا ہے، بڑھایا نہیں جاتا",
    ),
    Rule(
        "nationality",
        "-coalesce(arrested_foreign, -1)",
        "it states how many were foreign nationals",
        "اس میں غیر ملکیوں کی تعداد درج ہے",
    ),
    _EARLIEST,
    _NUMBER,
)
_WHEN = (
    _decided(ValueField.WHEN),
    Rule(
        "most exact",
        "coalesce(occurred_last - occurred_first, 99999)",
        "it gives the day most exactly",
        "اس میں تاریخ سب سے واضح ہے",
    ),
    _ROLE,
    _agreed("same_when"),
    _EARLIEST,
    _NUMBER,
)
_WHERE = (
    _decided(ValueField.WHERE),
    Rule(
        "most exact",
        "CASE WHEN airport <> '' THEN 0 WHEN district <> '' THEN 1 WHEN province <> '' THEN 2"
        " WHEN country <> '' THEN 3 ELSE 4 END",
        "it gives the place most exactly",
        "اس میں جگہ سب سے واضح ہے",
    ),
    _ROLE,
    _agreed("same_where"),
    _EARLIEST,
    _NUMBER,
)
_ROUTE = (
    _decided(ValueField.ROUTE),
    _stated("(destination = '')::INTEGER", "it names the destination", "اس میں منزل درج ہے"),
    Rule(
        "most exact",
        "-((origin <> '')::INTEGER + (departure <> '')::INTEGER + (transit <> '')::INTEGER)",
        "it names more of the route",
        "اس میں راستہ زیادہ مکمل ہے",
    ),
    _ROLE,
    _EARLIEST,
    _NUMBER,
)
_STATUS = (
    _decided(ValueField.STATUS),
    Rule(
        "laboratory",
        "status_rank",
        "a court's or a laboratory's finding stands over what was seen in the field",
        "عدالت یا لیبارٹری کا نتیجہ موقع پر دیکھے گئے پر مقدم ہے",
    ),
    Rule(
        "later",
        "-reported_rank",
        "it is the later finding",
        "یہ بعد کا نتیجہ ہے",
    ),
    _ROLE,
    _NUMBER,
)

RULES: Mapping[ValueField, tuple[Rule, ...]] = {
    ValueField.DRUGS: _DRUGS,
    ValueField.PEOPLE: _PEOPLE,
    ValueField.WHEN: _WHEN,
    ValueField.WHERE: _WHERE,
    ValueField.ROUTE: _ROUTE,
    ValueField.STATUS: _STATUS,
    ValueField.WORTH: _amount(
        ValueField.WORTH, "stated_value_usd_cents", "it states a value", "اس میں مالیت درج ہے"
    ),
    ValueField.LAND: _amount(ValueField.LAND, "area_ha", "it states an area", "اس میں رقبہ درج ہے"),
}
