"""Airport desks, the scans that reach them, and the files that could not be read."""

from django.db import models
from django.db.models import F, Q

# Six months: the longest that data of persons without a case may be kept (CJEU C-817/19).
LONGEST_KEPT_H = 183 * 24


class DeskRow(models.Model):
    """One agency's desk at one airport, and how it works."""

    id = models.BigAutoField(primary_key=True)
    airport = models.CharField(max_length=4)
    agency = models.CharField(max_length=32)
    decision_first = models.BooleanField(default=False)
    keep_hours = models.IntegerField(default=24)

    class Meta:
        ordering = ["airport", "agency"]
        constraints = [
            models.UniqueConstraint(
                fields=["airport", "agency"], name="an_agency_has_one_desk_at_an_airport"
            ),
            models.CheckConstraint(
                name="persons_without_a_case_are_kept_six_months_at_the_most",
                condition=Q(keep_hours__gte=1) & Q(keep_hours__lte=LONGEST_KEPT_H),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.airport} {self.agency}"


class ScanRow(models.Model):
    """One bag as a machine saw it, for the queue; nothing in it tells of a person.

    `name` is drawn at random.  `alarm` repeats the standing machine verdict, and `decided_at` is
    set with the officer's decision, so that the queue is read from one table.  `views` and
    `slices` say what may be drawn of it.  `projected` says that a threat was projected into the
    picture to test the officer: it is no case, ever.
    """

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=16, unique=True)
    desk = models.ForeignKey(DeskRow, on_delete=models.PROTECT, related_name="scans")
    kind = models.CharField(max_length=16)
    machine = models.CharField(max_length=64, blank=True)
    taken_at = models.DateTimeField(null=True)
    flight = models.CharField(max_length=16, blank=True)
    departs_at = models.DateTimeField(null=True)
    destination = models.CharField(max_length=4, blank=True)
    bag = models.CharField(max_length=32, blank=True)
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=150)
    series_uid = models.CharField(max_length=64, blank=True, db_index=True)
    views = models.JSONField(default=list)
    slices = models.JSONField(default=dict)
    projected = models.BooleanField(default=False)
    simulated = models.BooleanField(default=False)
    alarm = models.BooleanField(default=False)
    not_inspected = models.BooleanField(default=False)
    opened_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["desk", "departs_at"],
                condition=Q(decided_at=None),
                name="scans_that_wait",
            )
        ]

    def __str__(self) -> str:
        return f"scan {self.name}"


class ScanFile(models.Model):
    """One file of a scan, kept under its SHA-256; the same bytes make one scan at a desk."""

    id = models.BigAutoField(primary_key=True)
    scan = models.ForeignKey(ScanRow, on_delete=models.PROTECT, related_name="files")
    desk = models.ForeignKey(DeskRow, on_delete=models.PROTECT)
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    size = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "sha256"], name="a_desk_keeps_the_same_bytes_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.file_name} of {self.scan_id}"


class HalfRow(models.Model):
    """One energy of a view that waits for the other: some machines write a file for each."""

    id = models.BigAutoField(primary_key=True)
    desk = models.ForeignKey(DeskRow, on_delete=models.PROTECT)
    series_uid = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["desk", "sha256"], name="a_half_waits_once")]

    def __str__(self) -> str:
        return self.file_name


class QuarantineRow(models.Model):
    """A file that could not be read, with the sentence that says why; its bytes are kept."""

    id = models.BigAutoField(primary_key=True)
    desk = models.ForeignKey(DeskRow, on_delete=models.PROTECT, related_name="quarantined")
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    sentence = models.TextField()
    values = models.JSONField(default=dict)
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "sha256"], name="a_desk_sets_the_same_bytes_aside_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.file_name}: {self.sentence}"


class ProjectedRow(models.Model):
    """What was projected into a scan's picture, revealed only after the officer's decision."""

    id = models.BigAutoField(primary_key=True)
    scan = models.OneToOneField(ScanRow, on_delete=models.PROTECT, related_name="projection")
    present = models.BooleanField()
    what = models.CharField(max_length=64)
    view = models.SmallIntegerField(default=0)
    left = models.IntegerField(default=0)
    top = models.IntegerField(default=0)
    right = models.IntegerField(default=0)
    bottom = models.IntegerField(default=0)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_projection_has_its_place",
                condition=Q(present=False) | Q(right__gt=F("left")) & Q(bottom__gt=F("top")),
            )
        ]

    def __str__(self) -> str:
        return f"projection into {self.scan_id}"
