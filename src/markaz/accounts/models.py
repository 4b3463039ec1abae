"""The person who is signed in, and the tokens by which their programs sign in."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from markaz.data.agencies import AGENCIES
from markaz.governance.permissions import ROLE_PERMISSIONS, Permission, Role
from markaz.governance.visibility import Viewer

CENTRE_AGENCY = "NCC"


class User(AbstractUser):
    """One person with one agency and one role."""

    agency = models.CharField(max_length=32)
    role = models.CharField(max_length=16, choices=[(role.value, role.value) for role in Role])

    class Meta(AbstractUser.Meta):  # noqa: D106  # type: ignore[name-defined,misc]
        constraints = [
            models.CheckConstraint(
                name="role_is_known",
                condition=models.Q(role__in=[role.value for role in Role]),
            )
        ]

    def __str__(self) -> str:
        return self.username

    @property
    def permissions(self) -> frozenset[Permission]:
        """What this person's role may do."""
        return ROLE_PERMISSIONS[Role(self.role)]

    @property
    def viewer(self) -> Viewer:
        """Whose reports this person may see: their agency's, its regions', or all at the centre."""
        if Permission.SEE_REPORTS not in self.permissions:
            return Viewer(agencies=frozenset())
        regions = {code for code, agency in AGENCIES.items() if agency.parent == self.agency}
        return Viewer(
            agencies=frozenset({self.agency, *regions}), at_centre=self.agency == CENTRE_AGENCY
        )


class ApiToken(models.Model):
    """One key by which a person's program signs in; only its hash is kept."""

    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="api_tokens")
    name = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:  # noqa: D106
        ordering = ["user__username", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"],
                condition=models.Q(revoked_at=None),
                name="a_token_is_named_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user.username}: {self.name}"


class Tried(models.Model):
    """How often something was tried in a window of time: wrong keys, a partner's calls."""

    key = models.CharField(max_length=128, primary_key=True)
    times = models.PositiveIntegerField()
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key}: {self.times}"
