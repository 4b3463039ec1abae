"""Releases to partners: prepared, signed, and object by object what was put where."""

from django.db import models
from django.db.models import Q

from markaz.store.models.exchange.agreement import AgreementRow, ConsentRow
from markaz.store.models.exchange.collection import ObjectVersion
from markaz.store.naming import drawn_name


class ReleaseRow(models.Model):
    """One release under one agreement.

    `incidents` are those that were named; `asked_for` are the recipients it is narrowed to, empty
    for all of the agreement.  `told` is
    the preview as it was shown, `sha256` the digest of its objects: what is signed is what was
    seen, or it is not signed.
    """

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=16, unique=True, default=drawn_name, editable=False)
    agreement = models.ForeignKey(AgreementRow, on_delete=models.PROTECT, related_name="releases")
    nominal = models.BooleanField(default=False)
    asked_for = models.JSONField(default=list)
    incidents = models.JSONField()
    told = models.JSONField()
    sha256 = models.CharField(max_length=64)
    prepared_by = models.CharField(max_length=150)
    prepared_at = models.DateTimeField()
    signed_by = models.CharField(max_length=150, blank=True)
    signed_at = models.DateTimeField(null=True)
    dropped_by = models.CharField(max_length=150, blank=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="a_release_is_signed_or_dropped",
                condition=Q(signed_at=None) | Q(dropped_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"release {self.name}"

    @property
    def going(self) -> list[int]:
        """The incidents of which something goes, each once."""
        return list(dict.fromkeys(one["incident"] for one in self.told["reports"]))


class ReleaseItem(models.Model):
    """One report that went out in a release, in one revision, under which marking and why."""

    id = models.BigAutoField(primary_key=True)
    release = models.ForeignKey(ReleaseRow, on_delete=models.PROTECT, related_name="items")
    incident = models.BigIntegerField()
    report = models.BigIntegerField(db_index=True)
    revision = models.BigIntegerField()
    agency = models.CharField(max_length=32)
    marking = models.CharField(max_length=16)
    under = models.CharField(max_length=16)
    consent = models.ForeignKey(ConsentRow, on_delete=models.PROTECT, null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "report"], name="a_report_is_once_in_a_release"
            ),
            models.CheckConstraint(
                name="a_lower_marking_has_its_consent",
                condition=Q(under=models.F("marking")) | Q(consent__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.report} in {self.release_id}"


class ReleaseObject(models.Model):
    """One STIX object of a release, and the version of it that stands in the collection.

    `incident` is the one it tells of; None for what tells of none, such as an agency's identity.
    """

    id = models.BigAutoField(primary_key=True)
    release = models.ForeignKey(ReleaseRow, on_delete=models.PROTECT, related_name="objects_out")
    incident = models.BigIntegerField(null=True, db_index=True)
    version = models.ForeignKey(ObjectVersion, on_delete=models.PROTECT, related_name="released")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.version_id} in {self.release_id}"
