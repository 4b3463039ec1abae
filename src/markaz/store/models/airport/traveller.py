"""Travel documents as read at the desk: the only rows there that tell of a person, and they end."""

from django.db import models
from django.db.models import F, Q

from markaz.store.models.airport.case import CaseRow
from markaz.store.models.airport.scan import DeskRow, ScanRow


class DocumentRow(models.Model):
    """One machine-readable zone or boarding pass that was read, until it expires.

    `read` is what stood in it, by field; `verdicts` says of each field whether its check digit
    agreed and names nobody.  Bound to a case it stays with the case.
    """

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=16, unique=True)
    desk = models.ForeignKey(DeskRow, on_delete=models.PROTECT, related_name="documents")
    scan = models.ForeignKey(ScanRow, on_delete=models.PROTECT, null=True)
    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, null=True, related_name="documents")
    kind = models.CharField(max_length=16)
    written = models.TextField()
    read = models.JSONField(default=dict)
    verdicts = models.JSONField(default=list)
    listed = models.JSONField(default=list)
    purpose = models.CharField(max_length=300)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    masked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["expires_at"], condition=Q(case=None), name="documents_that_expire"
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="a_document_expires_after_it_was_read",
                condition=Q(expires_at__gt=F("at")),
            )
        ]

    def __str__(self) -> str:
        return f"document {self.name}"


class UnmaskingRow(models.Model):
    """That one person asked to see a masked document, why, and who else allowed it."""

    id = models.BigAutoField(primary_key=True)
    document = models.ForeignKey(DocumentRow, on_delete=models.CASCADE, related_name="unmaskings")
    reason = models.TextField()
    asked_by = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    allowed_by = models.CharField(max_length=150, blank=True)
    allowed_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="nobody_unmasks_alone", condition=~Q(asked_by=F("allowed_by"))
            ),
            models.CheckConstraint(
                name="a_document_is_unmasked_with_a_reason", condition=~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"unmasking of {self.document_id}"
