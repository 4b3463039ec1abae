"""What the matcher keeps between runs: pairs it weighed, its runs, and who came since the last."""

from django.db import models


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
    review = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_compared_pair_is_written_once",
                condition=models.Q(left__lt=models.F("right")),
            )
        ]
        indexes = [
            models.Index(
                fields=["-at_stake_mg", "-weight_mbits"],
                condition=models.Q(review=True),
                name="pairs_to_review",
            )
        ]

    def __str__(self) -> str:
        return f"{self.left} and {self.right}: {self.weight_mbits / 1000:+.1f} bits"


class MatchRun(models.Model):
    """One full consolidation: the model, and the yardstick it measured the ledger with."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    model = models.CharField(max_length=64)
    engine = models.CharField(max_length=16)
    yardstick = models.JSONField()
    reports = models.BigIntegerField()
    last_report = models.BigIntegerField()
    candidates = models.BigIntegerField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"run {self.id} with {self.model}"


class OpenPair(models.Model):
    """That a pair waited for a person, from when until when, and its match weight meanwhile."""

    left = models.BigIntegerField(db_index=True)
    right = models.BigIntegerField(db_index=True)
    weight_mbits = models.IntegerField()
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["left", "right"],
                condition=models.Q(known_to__isnull=True),
                name="a_pair_waits_once",
            )
        ]

    def __str__(self) -> str:
        return f"reports {self.left} and {self.right} in doubt"


class ArrivalRow(models.Model):
    """A report matched by itself since the last full run: the values of its evidence, as JSON."""

    number = models.BigIntegerField(primary_key=True)
    evidence = models.TextField()

    def __str__(self) -> str:
        return f"report {self.number}"


class ArrivalKey(models.Model):
    """A key under which a report is found that came since the last full run."""

    pk = models.CompositePrimaryKey("key", "number")
    key = models.BigIntegerField()
    number = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key}: report {self.number}"
