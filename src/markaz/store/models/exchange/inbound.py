"""What partners sent us or we fetched from them: each object unchanged, once."""

from django.db import models

from markaz.store.models.exchange.collection import Collection
from markaz.store.models.exchange.partner import Feed, Partner


class InboundObject(models.Model):
    """One object as it came, until the centre has read it, and after.

    `sha256` is of the object in one canonical form: the same object again is the same row.
    `read_at` is when the centre made reports of it, or set it aside.
    """

    id = models.BigAutoField(primary_key=True)
    # Found by the constraint's own index: one of its own would slow every write.
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="inbound", db_index=False
    )
    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, null=True, db_index=False)
    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, null=True, db_index=False)
    stix_id = models.CharField(max_length=255)
    type = models.CharField(max_length=250)
    sha256 = models.CharField(max_length=64)
    body = models.TextField()
    received_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "stix_id", "sha256"], name="an_object_comes_in_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["partner", "id"],
                condition=models.Q(read_at=None),
                name="inbound_not_yet_read",
            )
        ]

    def __str__(self) -> str:
        return self.stix_id
