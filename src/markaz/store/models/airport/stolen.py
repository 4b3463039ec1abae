"""Lists of lost and stolen documents, held as keyed hashes alone."""

from django.db import models


class StolenList(models.Model):
    """One list as its owner handed it out; a newer one of its name takes its place.

    `secret` tells with which secret it was hashed, and nothing of the secret; `sha256` is the
    digest of the file.
    """

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=100, unique=True)
    secret = models.CharField(max_length=32)
    sha256 = models.CharField(max_length=64)
    documents = models.IntegerField()
    kept_at = models.DateTimeField()
    kept_by = models.CharField(max_length=150)

    def __str__(self) -> str:
        return self.name


class StolenDocument(models.Model):
    """One document of a list, as its keyed hash."""

    pk = models.CompositePrimaryKey("hash", "held_by_id")
    hash = models.CharField(max_length=32)
    held_by = models.ForeignKey(StolenList, on_delete=models.CASCADE)

    def __str__(self) -> str:
        return self.hash
