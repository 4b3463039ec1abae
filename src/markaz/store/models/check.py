"""Checks made, the notices that follow from them, and whom to ring at an agency."""

from django.db import models

from markaz.store.models.subject import MentionRow


class CheckRow(models.Model):
    """That somebody asked: never what was asked, only its kind and a keyed hash of it."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    agency = models.CharField(max_length=32)
    kind = models.CharField(max_length=32)
    asked_hash = models.CharField(max_length=64)
    purpose = models.CharField(max_length=300)
    silent = models.BooleanField()
    # The person's how many-th it is: two of them tell how many there were between.
    nth = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["by", "at"], name="checks_of_a_person")]
        constraints = [models.UniqueConstraint(fields=["by", "nth"], name="checks_are_numbered")]

    def __str__(self) -> str:
        return f"{self.by} {self.at:%Y-%m-%d %H:%M} {self.kind}"


class NoticeRow(models.Model):
    """Word to an agency that somebody asked about its entry.

    Every check writes the same number of rows, whoever holds what: one without an agency is
    nobody's and only keeps the time that a check takes from telling.
    """

    id = models.BigAutoField(primary_key=True)
    check_made = models.ForeignKey(CheckRow, on_delete=models.PROTECT, related_name="notices")
    agency = models.CharField(max_length=32, default="", db_default="", blank=True)
    mention = models.ForeignKey(
        MentionRow, on_delete=models.PROTECT, null=True, related_name="notices"
    )

    class Meta:
        indexes = [models.Index(fields=["agency", "-id"], name="notices_of_an_agency")]

    def __str__(self) -> str:
        return f"{self.agency}: check {self.check_made_id}"


class ContactRow(models.Model):
    """Whom to ring at an agency, as the agency itself says."""

    agency = models.CharField(max_length=32, primary_key=True)
    desk = models.CharField(max_length=120)
    phone = models.CharField(max_length=60)
    kept_by = models.CharField(max_length=150)
    kept_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.agency}: {self.desk}, {self.phone}"
