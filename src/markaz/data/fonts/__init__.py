"""The typefaces that briefings are set in, Latin and Urdu, shipped so that no host is asked."""

from pathlib import Path

FONTS: Path = Path(__file__).parent
