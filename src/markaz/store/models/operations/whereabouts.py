"""Where live operations are: pieces of their courses, and the cells under which they are found."""

from django.db import models


class CourseRun(models.Model):
    """Some pieces of the course of one live operation, as `records.operations.whereabouts` says.

    `number`, agency, reference and kind are the operation's: hundreds of runs are read for one
    question, and to look up whose each is took as long as to read them.  Derived from its
    standing revision, and gone when it is over.
    """

    id = models.BigAutoField(primary_key=True)
    number = models.BigIntegerField(db_index=True)
    run = models.IntegerField()
    agency = models.CharField(max_length=32)
    reference = models.CharField(max_length=64)
    kind = models.CharField(max_length=32)
    first = models.BooleanField()
    last = models.BooleanField()
    half_m = models.FloatField()
    pieces = models.BinaryField()
    outline = models.BinaryField()

    def __str__(self) -> str:
        return f"run {self.run} of {self.number}"


class CourseCell(models.Model):
    """That a run lies in a cell, with the bounds of the run in whole seconds and metres."""

    id = models.BigAutoField(primary_key=True)
    key = models.BigIntegerField()
    run = models.BigIntegerField(db_index=True)
    kind = models.BigIntegerField()
    opens = models.BigIntegerField()
    shuts = models.BigIntegerField()
    low_x = models.IntegerField()
    low_y = models.IntegerField()
    low_z = models.IntegerField()
    high_x = models.IntegerField()
    high_y = models.IntegerField()
    high_z = models.IntegerField()

    class Meta:
        indexes = [
            # All that a question asks lies side by side in the index, key by key.
            models.Index(
                fields=[
                    *("key", "opens", "shuts", "kind", "run"),
                    *("low_x", "low_y", "low_z", "high_x", "high_y", "high_z"),
                ],
                name="runs_by_cell_with_bounds",
            )
        ]

    def __str__(self) -> str:
        return f"cell of run {self.run}"
