"""Who read what: one row for each page, file or message that a partner was given."""

from django.db import models
from django.db.models import F, Q

from markaz.store.models.exchange.collection import Collection
from markaz.store.models.exchange.partner import Partner


class Receipt(models.Model):
    """What a partner was given at one moment; `versions` are the ids of ObjectVersion, in order.

    `first` and `last` are the least and the greatest of them, so that the receipts of one version
    are found without opening all.  `token` names the key by which the partner signed in, or the
    file or message; `asked` is what was asked, as asked.
    """

    class Way(models.TextChoices):
        """By which way it went out."""

        PAGE = "taxii page"
        OBJECT = "taxii object"
        MANIFEST = "taxii manifest"
        VERSIONS = "taxii versions"
        FILE = "file"
        MESSAGE = "message"

    id = models.BigAutoField(primary_key=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="receipts")
    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, null=True)
    way = models.CharField(max_length=16, choices=Way.choices)
    token = models.CharField(max_length=255)
    asked = models.TextField(blank=True)
    at = models.DateTimeField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    count = models.IntegerField()
    versions = models.JSONField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_receipt_is_of_something", condition=Q(count__gt=0, last__gte=F("first"))
            )
        ]
        indexes = [models.Index(fields=["last", "first"], name="receipts_by_version")]

    def __str__(self) -> str:
        return f"{self.partner.name}, {self.count} by {self.way}"
