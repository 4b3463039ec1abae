"""What partners sent us or we fetched from them, and what we have to say to it."""

from django.db import models
from django.db.models import Q

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
                condition=Q(read_at=None),
                name="inbound_not_yet_read",
            )
        ]

    def __str__(self) -> str:
        return self.stix_id


class Outbound(models.Model):
    """One object that waits to be sent to the server of a partner whose collection we read.

    It keeps its id until it arrived: sent twice it is still one.
    """

    id = models.BigAutoField(primary_key=True)
    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="outbound")
    stix_id = models.CharField(max_length=255, unique=True)
    body = models.TextField()
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.stix_id


class TheirRecall(models.Model):
    """A partner's notice that something it had told us was wrong.

    It came by `feed` or into `collection`, and is answered the same way.
    """

    id = models.BigAutoField(primary_key=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="recalls")
    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, null=True)
    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, null=True)
    stix_id = models.CharField(max_length=255)
    reason = models.TextField(blank=True)
    about = models.JSONField()
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "stix_id"], name="a_partners_recall_is_heard_once"
            ),
            models.CheckConstraint(
                name="a_partners_recall_came_by_one_way",
                condition=Q(feed=None) ^ Q(collection=None),
            ),
        ]

    def __str__(self) -> str:
        return self.stix_id


class OurAnswer(models.Model):
    """What we answered to a partner's notice; the first says that it was received."""

    id = models.BigAutoField(primary_key=True)
    recall = models.ForeignKey(TheirRecall, on_delete=models.PROTECT, related_name="answers")
    answer = models.CharField(max_length=16)
    words = models.TextField(blank=True)
    stix_id = models.CharField(max_length=255)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.answer} by {self.by}"
