"""Mentions, subjects, and which mention is whose; and the keys under which mentions are found."""

from django.db import models

from markaz.records.subject import Category, SubjectKind
from markaz.store.models.report import ReportRow
from markaz.store.naming import drawn_name


def _text() -> "models.TextField[str, str]":
    return models.TextField(default="", db_default="", blank=True)


def _code(length: int = 32) -> "models.CharField[str, str]":
    return models.CharField(max_length=length, default="", db_default="", blank=True)


class MentionRow(models.Model):
    """A person, organisation or thing as one report or one agency's own list names it.

    A report's mention holds no words of its own: it points to the person or the means of one
    revision of a report, whose agency and marking hold for it.  Never proof of identity.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(
        max_length=16, choices=[(kind.value, kind.value) for kind in SubjectKind]
    )
    part = models.CharField(
        max_length=8, choices=[(part, part) for part in ("listed", "person", "means")]
    )
    report = models.ForeignKey(
        ReportRow, on_delete=models.PROTECT, null=True, related_name="mentions", db_index=False
    )
    place = models.SmallIntegerField(null=True)
    agency = _code()
    marking = _code(16)
    name_text = _text()
    father_name_text = _text()
    sex = _code(16)
    birth_first = models.SmallIntegerField(null=True)
    birth_last = models.SmallIntegerField(null=True)
    birth_day = models.DateField(null=True)
    district = _code(64)
    address_text = _text()
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=150)
    ended_at = models.DateTimeField(null=True)
    ended_by = _code(150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "part", "place"], name="a_part_of_a_report_is_one_mention"
            ),
            models.CheckConstraint(
                name="a_listed_mention_has_a_holder_and_another_a_report",
                condition=models.Q(part="listed", report__isnull=True)
                & ~models.Q(agency="")
                & ~models.Q(marking="")
                | ~models.Q(part="listed") & models.Q(report__isnull=False, agency="", marking=""),
            ),
        ]

    def __str__(self) -> str:
        return f"mention {self.id}"


class IdentifierRow(models.Model):
    """A number that a list entry brings, as written beside as read."""

    id = models.BigAutoField(primary_key=True)
    mention = models.ForeignKey(MentionRow, on_delete=models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=16)
    canonical = models.CharField(max_length=64)
    written = models.CharField(max_length=255)

    def __str__(self) -> str:
        return f"{self.kind} {self.canonical}"


class LookupKey(models.Model):
    """One key of one mention; both are plain numbers, so that a probe reads the index alone."""

    pk = models.CompositePrimaryKey("key", "mention")
    key = models.BigIntegerField()
    mention = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.key}: {self.mention}"


class SubjectRow(models.Model):
    """One person, organisation or thing that an agency keeps a file on, and by what right.

    The review-by day is moved by a validation with a new basis and by nothing else.
    """

    id = models.BigAutoField(primary_key=True)
    # Shown in the place of the id, which would tell how many subjects there are.
    name = models.CharField(max_length=16, unique=True, default=drawn_name, editable=False)
    kind = models.CharField(
        max_length=16, choices=[(kind.value, kind.value) for kind in SubjectKind]
    )
    category = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Category])
    basis = models.TextField()
    review_by = models.DateField()
    agency = models.CharField(max_length=32)
    marking = models.CharField(max_length=16)
    created_by = models.CharField(max_length=150)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_subject_needs_a_basis", condition=~models.Q(basis="")),
            models.CheckConstraint(
                name="a_subject_has_a_known_category",
                condition=models.Q(category__in=[one.value for one in Category]),
            ),
        ]
        indexes = [models.Index(fields=["review_by"], name="subject_review_by")]

    def __str__(self) -> str:
        return f"subject {self.id}"


class BelongingRow(models.Model):
    """That a mention is a subject's, by a rule's or a person's word; it can end, never vanish."""

    id = models.BigAutoField(primary_key=True)
    subject = models.ForeignKey(SubjectRow, on_delete=models.PROTECT, related_name="belongings")
    mention = models.ForeignKey(MentionRow, on_delete=models.PROTECT, related_name="belongings")
    rule = _code(64)
    reason = _text()
    since = models.DateTimeField()
    by = models.CharField(max_length=150)
    ended_at = models.DateTimeField(null=True)
    ended_by = _code(150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mention"],
                condition=models.Q(ended_at__isnull=True),
                name="a_mention_is_one_subjects_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.mention_id} of {self.subject_id}"


class AliasRow(models.Model):
    """A name or number of a subject: who said it, when, in which report.

    Each spell of standing is a row: taking it away ends the row, restoring it begins another that
    names the first.  `mention` is the entry by which it is found.
    """

    id = models.BigAutoField(primary_key=True)
    subject = models.ForeignKey(SubjectRow, on_delete=models.PROTECT, related_name="aliases")
    mention = models.ForeignKey(MentionRow, on_delete=models.PROTECT, related_name="aliases")
    kind = models.CharField(max_length=16)
    written = models.CharField(max_length=255)
    canonical = _code(255)
    said_by = models.CharField(max_length=255)
    said_on = models.DateField()
    report = models.BigIntegerField(null=True)
    restores = models.ForeignKey("self", on_delete=models.PROTECT, null=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=150)
    ended_at = models.DateTimeField(null=True)
    ended_by = _code(150)

    def __str__(self) -> str:
        return self.written
