"""What is offered to partners: API roots, their collections, and every version of every object."""

import uuid

from django.db import models
from django.db.models import Q

from markaz.store.models.exchange.partner import Partner

# Of a row that no partner sent: the centre put it there.
CENTRE_WRITER = 0


class ApiRoot(models.Model):
    """One root of the TAXII server; `max_content_length` is the largest body it reads, in bytes."""

    id = models.BigAutoField(primary_key=True)
    name = models.SlugField(max_length=64, unique=True)
    title = models.CharField(max_length=160)
    description = models.TextField(blank=True)
    max_content_length = models.BigIntegerField(default=10_000_000)

    def __str__(self) -> str:
        return self.name


class Collection(models.Model):
    """One collection of objects under a root.

    `last_added` is the latest date added, in microseconds since 1970; whoever adds locks this row,
    so that dates are given out in the order in which they are committed.
    """

    id = models.BigAutoField(primary_key=True)
    root = models.ForeignKey(ApiRoot, on_delete=models.PROTECT, related_name="collections")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    alias = models.SlugField(max_length=64)
    title = models.CharField(max_length=160)
    description = models.TextField(blank=True)
    made_at = models.DateTimeField()
    last_added = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["root", "alias"], name="an_alias_is_one_collections")
        ]

    def __str__(self) -> str:
        return self.alias


class CollectionAccess(models.Model):
    """That a partner may read a collection or write to it, and for what purpose.

    Where there is no row, the collection is not there for the partner.
    """

    id = models.BigAutoField(primary_key=True)
    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="access")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="access")
    may_read = models.BooleanField(default=False)
    may_write = models.BooleanField(default=False)
    purpose = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "partner"], name="one_access_of_a_partner"
            ),
            models.CheckConstraint(name="access_has_a_purpose", condition=~Q(purpose="")),
        ]

    def __str__(self) -> str:
        return f"{self.partner_id} at {self.collection_id}"


class ObjectVersion(models.Model):
    """One version of one STIX object in one collection; never altered, taken away by `removed_at`.

    `added` and `version` are microseconds since 1970.  `added` rises strictly within a collection
    and is given to one row alone: a reader who has seen one date has seen all before it.
    `writer` is the partner who sent it, or 0 for the centre.  `newest`, `oldest` and `latest_spec`
    say at reading what would else be sought among all versions of the object: the first two among
    those of one writer and one STIX specification, the last among the specifications.
    """

    id = models.BigAutoField(primary_key=True)
    # Found by the constraints' own indexes: one of its own would slow every write.
    collection = models.ForeignKey(
        Collection, on_delete=models.PROTECT, related_name="versions", db_index=False
    )
    writer = models.BigIntegerField(default=CENTRE_WRITER)
    stix_id = models.CharField(max_length=255)
    type = models.CharField(max_length=250)
    spec_version = models.CharField(max_length=8)
    version = models.BigIntegerField()
    added = models.BigIntegerField()
    size = models.IntegerField()
    body = models.TextField()
    newest = models.BooleanField()
    oldest = models.BooleanField()
    latest_spec = models.BooleanField(default=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "added"], name="a_date_added_is_one_versions"
            ),
            models.UniqueConstraint(
                fields=["stix_id", "collection", "writer", "spec_version", "version"],
                condition=Q(removed_at=None),
                name="a_version_stands_once",
            ),
            models.CheckConstraint(name="a_body_is_not_empty", condition=Q(size__gt=0)),
            models.CheckConstraint(
                name="a_version_of_one_partner_or_of_the_centre",
                condition=Q(writer__gte=CENTRE_WRITER),
            ),
        ]
        indexes = [
            models.Index(
                fields=["collection", "added"],
                condition=Q(newest=True, latest_spec=True, removed_at=None),
                name="newest_by_date_added",
            ),
            models.Index(fields=["collection", "type", "added"], name="versions_by_type"),
        ]

    def __str__(self) -> str:
        return self.stix_id


class StatusRow(models.Model):
    """What became of one body that a partner sent: the answer as told, for who asks again."""

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(unique=True)
    root = models.ForeignKey(ApiRoot, on_delete=models.PROTECT)
    collection = models.ForeignKey(Collection, on_delete=models.PROTECT)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    at = models.DateTimeField()
    told = models.JSONField()

    def __str__(self) -> str:
        return str(self.uuid)
