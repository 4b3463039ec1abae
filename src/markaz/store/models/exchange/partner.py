"""Partners at home and abroad, the keys by which they sign in, and the servers we ask of theirs."""

from django.db import models
from django.db.models import Q

# What stands in the log where a person's agency would.
PARTNER_AGENCY = "PARTNER"


class Partner(models.Model):
    """One organisation with which the centre exchanges.

    `country` is two letters of ISO 3166-1, empty for an organisation of several countries.
    """

    id = models.BigAutoField(primary_key=True)
    name = models.SlugField(max_length=64, unique=True)
    title_en = models.CharField(max_length=160)
    title_ur = models.CharField(max_length=160, blank=True)
    country = models.CharField(max_length=2, blank=True)
    organisation = models.CharField(max_length=160, blank=True)
    contact = models.CharField(max_length=255, blank=True)
    active = models.BooleanField(default=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def username(self) -> str:
        """Who acted, as the log names it."""
        return f"partner {self.name}"

    @property
    def agency(self) -> str:
        """What stands in the log for an agency: a partner belongs to none of ours."""
        return PARTNER_AGENCY


class PartnerToken(models.Model):
    """One key by which a partner's program signs in; only its hash is kept.

    Of a certificate `sha256` is the fingerprint, of a token the hash of the secret.
    """

    class Kind(models.TextChoices):
        """What the partner shows."""

        TOKEN = "token"  # noqa: S105 (a kind, and no secret)
        CERTIFICATE = "certificate"

    id = models.BigAutoField(primary_key=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="tokens")
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.TOKEN)
    name = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["partner__name", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "name"],
                condition=Q(revoked_at=None),
                name="a_partners_token_is_named_once",
            ),
            models.UniqueConstraint(
                fields=["sha256"], condition=Q(revoked_at=None), name="a_key_is_one_partners"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner.name}: {self.name}"


class Feed(models.Model):
    """One collection of a partner's server that we read, and how far we have read it.

    Dates added are in microseconds since 1970, 0 for none.  Everything up to `place` was received.
    A round asks for what came after it, goes on with `next`, their word for the page to come, and
    has come to `furthest`; it began at `begun` by their clock.  The secret stands in a file, so
    that no copy of the tables holds it.
    """

    id = models.BigAutoField(primary_key=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="feeds")
    url = models.CharField(max_length=512, unique=True)
    user = models.CharField(max_length=150, blank=True)
    secret_file = models.CharField(max_length=512, blank=True)
    active = models.BooleanField(default=True)
    place = models.BigIntegerField(default=0)
    next = models.TextField(blank=True)
    furthest = models.BigIntegerField(default=0)
    begun = models.BigIntegerField(default=0)
    received = models.BigIntegerField(default=0)
    last_round_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["partner__name", "id"]

    def __str__(self) -> str:
        return f"{self.partner.name}: {self.url}"
