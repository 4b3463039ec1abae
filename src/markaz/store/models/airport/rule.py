"""Selection rules as their agency wrote them, and the bags that they selected."""

from django.db import models
from django.db.models import F, Q

from markaz.store.models.airport.scan import ScanRow


class RuleRow(models.Model):
    """One version of a rule, written once; a newer version or a person with a reason ends it."""

    id = models.BigAutoField(primary_key=True)
    agency = models.CharField(max_length=32)
    name = models.CharField(max_length=64)
    version = models.IntegerField()
    title = models.CharField(max_length=200)
    author = models.CharField(max_length=150)
    legal_basis = models.TextField()
    begins = models.DateField()
    expires = models.DateField()
    conditions = models.JSONField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=150, blank=True)
    why_ended = models.TextField(blank=True)

    class Meta:
        ordering = ["name", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name", "version"], name="a_version_of_a_rule_is_written_once"
            ),
            models.UniqueConstraint(
                fields=["agency", "name"],
                condition=Q(ended_at=None),
                name="one_version_of_a_rule_stands",
            ),
            models.CheckConstraint(name="a_rule_expires", condition=Q(expires__gte=F("begins"))),
            models.CheckConstraint(name="a_rule_has_a_legal_basis", condition=~Q(legal_basis="")),
            models.CheckConstraint(
                name="a_rule_is_ended_with_a_reason",
                condition=Q(ended_at=None) | ~Q(why_ended=""),
            ),
        ]

    def __str__(self) -> str:
        return f"rule {self.name} {self.version} of {self.agency}"


class RuleHit(models.Model):
    """That a rule selected a bag by its journey; nothing of the journey is kept but this."""

    id = models.BigAutoField(primary_key=True)
    rule = models.ForeignKey(RuleRow, on_delete=models.PROTECT, related_name="hits")
    scan = models.ForeignKey(ScanRow, on_delete=models.PROTECT, related_name="hits")
    at = models.DateTimeField()

    class Meta:
        ordering = ["rule__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "scan"], name="a_rule_selects_a_bag_once")
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} selects {self.scan_id}"
