"""Bringing a database to today's tables, and the account of the machine's own operator."""

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from markaz.accounts.models import CENTRE_AGENCY, User
from markaz.governance.permissions import Role

OPERATOR = "operator"


def pending() -> bool:
    """Whether tables are missing or older than the program."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def ensure() -> None:
    """Make or upgrade the tables where that is needed."""
    if pending():
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)


def operator() -> User:
    """Whoever works at this machine's command line; cannot sign in to the console."""
    user, made = User.objects.get_or_create(
        username=OPERATOR, defaults={"agency": CENTRE_AGENCY, "role": Role.OPERATOR.value}
    )
    if made:
        user.set_unusable_password()
        user.save()
    return user
