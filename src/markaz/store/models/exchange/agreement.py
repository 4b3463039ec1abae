"""What the centre agreed with a partner, who reads it there, and what originators consented to."""

from django.db import models
from django.db.models import F, Q

from markaz.store.models.exchange.collection import Collection
from markaz.store.models.exchange.partner import Partner
from markaz.store.naming import drawn_name


class AgreementRow(models.Model):
    """One agreement; what is released under it stands in a collection of its own.

    `kinds` and `parts` are lists of codes, `begins_on` and `expires_on` inclusive.  It is ended
    and never altered: other terms are another agreement.
    """

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=16, unique=True, default=drawn_name, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="agreements")
    collection = models.OneToOneField(
        Collection, on_delete=models.PROTECT, related_name="agreement"
    )
    title = models.CharField(max_length=160)
    purpose = models.TextField()
    legal_basis = models.TextField()
    onward = models.TextField()
    kinds = models.JSONField()
    parts = models.JSONField()
    ceiling = models.CharField(max_length=16)
    begins_on = models.DateField()
    expires_on = models.DateField()
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    ended_by = models.CharField(max_length=150, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="an_agreement_has_purpose_and_legal_basis",
                condition=~Q(purpose="") & ~Q(legal_basis=""),
            ),
            models.CheckConstraint(
                name="an_agreement_begins_before_it_expires",
                condition=Q(expires_on__gte=F("begins_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Recipient(models.Model):
    """A person or a body of the partner that reads what goes out under an agreement."""

    class Kind(models.TextChoices):
        """One human being, or a body of several."""

        PERSON = "person"
        ORGANISATION = "organisation"

    id = models.BigAutoField(primary_key=True)
    agreement = models.ForeignKey(AgreementRow, on_delete=models.PROTECT, related_name="recipients")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    name = models.CharField(max_length=160)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "name"], name="a_recipient_is_named_once"),
            models.CheckConstraint(name="a_recipient_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class ConsentRow(models.Model):
    """An originator's word that one report may go to one partner under a lower marking."""

    id = models.BigAutoField(primary_key=True)
    report = models.BigIntegerField(db_index=True)
    agency = models.CharField(max_length=32)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="consents")
    marking = models.CharField(max_length=16)
    lowered_to = models.CharField(max_length=16)
    until = models.DateField()
    reason = models.TextField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=150, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="a_consent_has_a_reason", condition=~Q(reason=""))
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.marking} to {self.lowered_to}"
