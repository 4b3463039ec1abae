"""Requests for information between the centre and its partners, act by act."""

from django.db import models
from django.db.models import Q

from markaz.store.models.exchange.collection import Collection
from markaz.store.models.exchange.partner import Feed, Partner
from markaz.store.naming import drawn_name


class RequestRow(models.Model):
    """What we ask of a partner, or a partner of us, by when and by what right.

    `due_at` is the moment now agreed; every act that moved it is kept.  Of one that goes or came
    as a STIX object `stix_id` is its id, `feed` or `collection` the way by which it is answered.
    """

    class Direction(models.TextChoices):
        """Who asks."""

        OUT = "out"
        IN = "in"

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=16, unique=True, default=drawn_name, editable=False)
    direction = models.CharField(max_length=8, choices=Direction.choices)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="requests")
    # What the asker calls it, such as the number of a letter.
    reference = models.CharField(max_length=160, blank=True)
    question = models.TextField()
    purpose = models.TextField()
    legal_basis = models.TextField()
    marking = models.CharField(max_length=16)
    due_at = models.DateTimeField()
    entered_by = models.CharField(max_length=150)
    entered_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    stix_id = models.CharField(max_length=255, blank=True)
    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, null=True)
    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, null=True)

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="a_request_has_question_purpose_and_basis",
                condition=~Q(question="") & ~Q(purpose="") & ~Q(legal_basis=""),
            ),
            models.UniqueConstraint(
                fields=["partner", "stix_id"],
                condition=~Q(stix_id=""),
                name="a_request_stands_under_its_id_once",
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.name}"


class RequestAct(models.Model):
    """One step of a request; append-only.

    `at` is when it happened, `entered_at` when it was written down.  `evidence` says by what it
    can be proved: a letter's number, a courier's slip, a name over the telephone.
    """

    class Kind(models.TextChoices):
        """What happened."""

        SERVED = "served"
        PART = "part answer"
        ANSWER = "answer"
        REFUSED = "refused"
        POSTPONED = "postponed"
        WITHDRAWN = "withdrawn"

    id = models.BigAutoField(primary_key=True)
    request = models.ForeignKey(RequestRow, on_delete=models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    words = models.TextField(blank=True)
    evidence = models.CharField(max_length=255, blank=True)
    # Admiralty: A-F and 1-6; empty on what is no answer.
    source_reliability = models.CharField(max_length=1, blank=True)
    information_credibility = models.CharField(max_length=1, blank=True)
    due_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    entered_at = models.DateTimeField()
    # The object by which it was said; empty where no program said it.
    stix_id = models.CharField(max_length=255, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "stix_id"],
                condition=~Q(stix_id=""),
                name="an_object_moves_a_request_once",
            ),
            models.CheckConstraint(
                name="service_of_a_request_has_its_evidence",
                condition=~Q(kind="served") | ~Q(evidence=""),
            ),
            models.CheckConstraint(
                name="an_answer_is_graded",
                condition=~Q(kind__in=["part answer", "answer"])
                | ~Q(source_reliability="") & ~Q(information_credibility=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.request_id}"
