"""Collections, and to which partner each is open."""

import re
from datetime import datetime
from uuid import UUID

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.exchange.partners import named
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError
from markaz.store import audit
from markaz.store.exchange import collections
from markaz.store.exchange.releasing import agreements
from markaz.store.models import CollectionAccess

# Partners are told one address; a second root is for a second circle of them.
ROOT = "partners"
_ALIAS = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?", re.ASCII)
_LONGEST_TITLE, _LONGEST_PURPOSE = 160, 300


@transaction.atomic
def open_collection(  # noqa: PLR0913 (keyword-only, each its own fact)
    alias: str,
    *,
    partner: str,
    purpose: str,
    by: User,
    now: datetime,
    title: str = "",
    root: str = ROOT,
    may_read: bool = True,
    may_write: bool = False,
) -> UUID:
    """Open a collection to a partner, for a purpose; one that is not there yet is made.

    With neither reading nor writing it is closed to the partner, as if it were not there.
    """
    require(by.permissions, Permission.KEEP_PARTNERS)
    holder, why = named(partner), " ".join(purpose.split())
    if not _ALIAS.fullmatch(alias) or not _ALIAS.fullmatch(root):
        raise InvalidValueError(
            "Name collection and root in small letters, digits and hyphens, 64 at most."
        )
    if not 1 <= len(why) <= _LONGEST_PURPOSE or len(title) > _LONGEST_TITLE:
        raise InvalidValueError(
            "Say for what purpose, in {most} letters or fewer; a title may have {title_most}.",
            most=_LONGEST_PURPOSE,
            title_most=_LONGEST_TITLE,
        )
    if agreements.is_bound(alias, root=root):
        # Who reads what was released under an agreement is what its previews have told.
        raise InvalidValueError("This collection is an agreement's: its partner alone reads it.")
    collection = collections.made(alias, root=root, title=title, now=now)
    CollectionAccess.objects.update_or_create(
        collection=collection,
        partner=holder,
        defaults={"may_read": may_read, "may_write": may_write, "purpose": why},
    )
    audit.log(
        Event.COLLECTION_OFFERED,
        subject=f"{root}/{alias}",
        by=by,
        now=now,
        details={"partner": partner, "read": may_read, "write": may_write, "purpose": why},
    )
    return collection.uuid
