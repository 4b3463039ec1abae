"""The numbers that operations name as their targets, and those that two of them share."""

from django.db import models

from markaz.store.models.operations.conflict import ConflictRow


class TargetRow(models.Model):
    """A number that an operation names as its target, for as long as it did.

    `number` is the operation's; `key` is made of kind and canonical form, as a look-up's is.
    """

    id = models.BigAutoField(primary_key=True)
    number = models.BigIntegerField(db_index=True)
    kind = models.CharField(max_length=16)
    canonical = models.CharField(max_length=64)
    written = models.CharField(max_length=64)
    key = models.BigIntegerField()
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["key"],
                condition=models.Q(known_to__isnull=True),
                name="targets_that_stand",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["number", "kind", "canonical"],
                condition=models.Q(known_to__isnull=True),
                name="an_operation_names_a_number_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of operation {self.number}"


class SharedTargetRow(models.Model):
    """That two revisions of a conflict's operations named the same number; when it was found."""

    id = models.BigAutoField(primary_key=True)
    conflict = models.ForeignKey(ConflictRow, on_delete=models.PROTECT)
    found_at = models.DateTimeField()
    left_revision = models.BigIntegerField()
    right_revision = models.BigIntegerField()
    kind = models.CharField(max_length=16)
    canonical = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.kind} of {self.conflict_id}"
