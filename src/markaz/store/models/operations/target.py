"""The numbers that operations name as their targets, and those that two of them share."""

from django.db import models

from markaz.store.models.operations.conflict import ConflictRow


class TargetRow(models.Model):
    """A number or a person that an operation names as its target, for as long as it did.

    `number` is the operation's.  The keys of a target (TargetKey) are a look-up's.
    """

    id = models.BigAutoField(primary_key=True)
    number = models.BigIntegerField(db_index=True)
    kind = models.CharField(max_length=16)
    canonical = models.CharField(max_length=200)
    written = models.CharField(max_length=200)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number", "kind", "canonical"],
                condition=models.Q(known_to__isnull=True),
                name="an_operation_names_a_number_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of operation {self.number}"


class TargetKey(models.Model):
    """A key under which a target is found: one of a number, several of a person's name."""

    pk = models.CompositePrimaryKey("key", "target")
    key = models.BigIntegerField()
    target = models.ForeignKey(TargetRow, on_delete=models.PROTECT, related_name="keys")

    def __str__(self) -> str:
        return f"{self.key}: {self.target_id}"


class SharedTargetRow(models.Model):
    """What two revisions of a conflict's operations name the same by; when it was found.

    A number is the same on both sides; of a person both sides' names stand here.
    """

    id = models.BigAutoField(primary_key=True)
    conflict = models.ForeignKey(ConflictRow, on_delete=models.PROTECT)
    found_at = models.DateTimeField()
    left_revision = models.BigIntegerField()
    right_revision = models.BigIntegerField()
    kind = models.CharField(max_length=16)
    canonical = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.kind} of {self.conflict_id}"
