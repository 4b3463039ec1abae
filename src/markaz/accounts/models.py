"""The person who is signed in."""

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
