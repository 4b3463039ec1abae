"""The `markaz` command."""

import os
import sys
from argparse import ArgumentParser


def main() -> None:
    """Wire the settings, then run the command that was typed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "markaz.config.settings")
    if sys.argv[1:2] == ["demo"]:
        # The demonstration keeps to itself: its own home, and "simulated" on every page.
        os.environ["MARKAZ_HOME"] = os.path.join(_demo_folder(sys.argv[2:]), "home")  # noqa: PTH118
        os.environ["MARKAZ_SIMULATED"] = "1"
        # Its briefing is of a calendar year, and so is the season that stands beside it.
        os.environ["MARKAZ_SEASON_MONTH"] = "1"
        os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from markaz.cli.app import run

    sys.exit(run())


def _demo_folder(arguments: list[str]) -> str:
    given = ArgumentParser(add_help=False, allow_abbrev=False)
    given.add_argument("--out", default="demo")
    folder: str = given.parse_known_args(arguments)[0].out
    return folder
