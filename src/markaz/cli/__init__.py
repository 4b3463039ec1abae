"""The `markaz` command."""

import os
import sys


def main() -> None:
    """Wire the settings, then run the command that was typed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "markaz.config.settings")
    if sys.argv[1:2] == ["demo"]:
        # The demonstration keeps to itself: its own home, and "simulated" on every page.
        os.environ["MARKAZ_HOME"] = os.path.join(_demo_folder(sys.argv[2:]), "home")  # noqa: PTH118
        os.environ["MARKAZ_SIMULATED"] = "1"
    import django

    django.setup()
    from markaz.cli.app import run

    sys.exit(run())


def _demo_folder(arguments: list[str]) -> str:
    if "--out" in arguments[:-1]:
        return arguments[arguments.index("--out") + 1]
    return "demo"
