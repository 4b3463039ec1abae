"""Reports and their parts, one row for each revision; written once, never altered."""

from django.db import models

from markaz.store.models.batch import Batch


def _code(length: int = 32) -> "models.CharField[str, str]":
    return models.CharField(max_length=length, default="", db_default="", blank=True)


def _text() -> "models.TextField[str, str]":
    return models.TextField(default="", db_default="", blank=True)


class ReportRow(models.Model):
    """One revision of one agency's report.

    `number` is the id of the first revision and stays; `known_to` is empty on the revision that
    stands today.
    """

    id = models.BigAutoField(primary_key=True)
    number = models.BigIntegerField()
    revision = models.IntegerField()
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="reports")
    source = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True)
    first_row = models.BigIntegerField()
    row_count = models.IntegerField()
    content_hash = models.BigIntegerField()
    as_written = models.TextField()

    agency = models.CharField(max_length=32)
    reference = models.CharField(max_length=255)
    kind = models.CharField(max_length=32)
    grain = models.CharField(max_length=16)
    event_count = models.IntegerField(null=True)
    marking = models.CharField(max_length=16)
    grading = _text()
    occurred_first = models.DateField(null=True)
    occurred_last = models.DateField(null=True)
    occurred_precision = models.CharField(max_length=16)
    reported_on = models.DateField(null=True)
    country = _code(2)
    province = _code(8)
    district = _code(64)
    airport = _code(4)
    place_precision = models.CharField(max_length=16)
    place_text = _text()
    status = models.CharField(max_length=32)
    role = models.CharField(max_length=32)
    partners_text = _text()
    operation_text = _text()
    transport = _code()
    concealment = _code()
    detection = _code()
    origin = _code(2)
    departure = _code(2)
    transit = _code(64)
    destination = _code(2)
    route_text = _text()
    arrested = models.IntegerField(null=True)
    arrested_foreign = models.IntegerField(null=True)
    stated_value_usd_cents = models.BigIntegerField(null=True)
    crop = _code()
    area_ha = models.DecimalField(max_digits=18, decimal_places=11, null=True)
    area_text = _text()
    remarks = _text()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference", "revision"], name="a_revision_stands_once"
            ),
            models.CheckConstraint(
                name="a_revision_is_known_before_it_is_superseded",
                condition=models.Q(known_to__isnull=True)
                | models.Q(known_to__gte=models.F("known_from")),
            ),
        ]
        indexes = [models.Index(fields=["number"], name="report_number")]

    def __str__(self) -> str:
        return f"{self.agency} {self.reference}"


class LineRow(models.Model):
    """One substance of a report, as written beside as read."""

    pk = models.CompositePrimaryKey("report_id", "line")
    report = models.ForeignKey(
        ReportRow, on_delete=models.PROTECT, related_name="lines", db_index=False
    )
    line = models.SmallIntegerField()
    substance = _code(48)
    substance_text = _text()
    form = _code()
    quantity_text = _text()
    unit_text = _text()
    dimension = models.CharField(max_length=16)
    mass_mg = models.BigIntegerField(null=True)
    volume_ul = models.BigIntegerField(null=True)
    pieces = models.BigIntegerField(null=True)
    mass_low_mg = models.BigIntegerField(null=True)
    mass_high_mg = models.BigIntegerField(null=True)
    question = _text()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_mass_is_never_negative",
                condition=models.Q(mass_mg__isnull=True) | models.Q(mass_mg__gte=0),
            )
        ]

    def __str__(self) -> str:
        return f"{self.quantity_text} {self.unit_text} {self.substance_text}"


class PersonRow(models.Model):
    """A person as one report names them."""

    pk = models.CompositePrimaryKey("report_id", "mention")
    report = models.ForeignKey(
        ReportRow, on_delete=models.PROTECT, related_name="persons", db_index=False
    )
    mention = models.SmallIntegerField()
    role = _code()
    name_text = _text()
    father_name_text = _text()
    nationality = _code(3)
    nationality_basis = _code()
    sex = _code(16)
    age = models.SmallIntegerField(null=True)
    document_text = _text()
    phone_text = _text()
    document_kind = _code()
    document_issuer = _code(2)
    document_fault = _code()
    protection = _code()

    def __str__(self) -> str:
        return self.name_text


class MeansRow(models.Model):
    """A vehicle, vessel, flight or parcel that a report names."""

    pk = models.CompositePrimaryKey("report_id", "mention")
    report = models.ForeignKey(
        ReportRow, on_delete=models.PROTECT, related_name="means", db_index=False
    )
    mention = models.SmallIntegerField()
    kind = _code()
    identifier_text = _text()
    description_text = _text()

    def __str__(self) -> str:
        return self.identifier_text
