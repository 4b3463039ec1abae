"""What became of each body that a partner sent, for who asks again."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from markaz.store.models import ApiRoot, Collection, Partner, StatusRow


def keep(
    told: Mapping[str, object], *, collection: Collection, partner: Partner, now: datetime
) -> None:
    """Keep a status resource as it was told."""
    StatusRow.objects.create(
        uuid=UUID(str(told["id"])),
        root_id=collection.root_id,
        collection=collection,
        partner=partner,
        at=now,
        told=dict(told),
    )


def find(uuid: UUID, *, root: ApiRoot, partner: Partner) -> dict[str, object] | None:
    """The status resource of this id, if this partner was told it."""
    row = StatusRow.objects.filter(uuid=uuid, root=root, partner=partner).first()
    return dict(row.told) if row else None
