"""What the matcher keeps between runs: keys to find candidates by, pairs it weighed, its runs."""

from django.db import models


class MatchKey(models.Model):
    """A key under which a standing report is found; two reports that share one are compared."""

    pk = models.CompositePrimaryKey("key", "number")
    key = models.BigIntegerField()
    number = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key}: report {self.number}"


class PairRow(models.Model):
    """Two reports that were compared and may tell of one incident.

    `weight_mbits` is the match weight in thousandths of a bit, the prior included: at 0 the
    chances are even.  `levels` is the level of each comparison of the run's model, in its order.
    `at_stake_mg` is the lighter report's weight times the chance; `review` says that a person
    should look.
    """

    pk = models.CompositePrimaryKey("left", "right")
    left = models.BigIntegerField()
    right = models.BigIntegerField(db_index=True)
    weight_mbits = models.IntegerField()
    levels = models.CharField(max_length=64)
    at_stake_mg = models.BigIntegerField()
    review = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_compared_pair_is_written_once",
                condition=models.Q(left__lt=models.F("right")),
            )
        ]
        indexes = [
            models.Index(
                fields=["-at_stake_mg"], condition=models.Q(review=True), name="pairs_to_review"
            )
        ]

    def __str__(self) -> str:
        return f"{self.left} and {self.right}: {self.weight_mbits / 1000:+.1f} bits"


class MatchRun(models.Model):
    """One full consolidation: the model, what it measured of the ledger, and what came of it."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    model = models.CharField(max_length=64)
    # What the ledger's size and duplication add to every pair's weight, in thousandths of a bit.
    shift_mbits = models.IntegerField()
    reports = models.BigIntegerField()
    measured = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"run {self.id} with {self.model}"
