"""What tells this centre from every other one toward partners."""

import uuid

from django.db import models


class Installation(models.Model):
    """The one row that says under which name the ids of what goes out are made; never changed."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    namespace = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(name="one_installation", condition=models.Q(id=1))]

    def __str__(self) -> str:
        return str(self.namespace)
