"""A Python environment of their own for the peers whose pins conflict with ours."""

import hashlib
import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).with_name("requirements.lock")
PLACE = Path(__file__).resolve().parents[2] / "build" / "peers"
_SECONDS = 900


class NoEnvironmentError(Exception):
    """The environment could not be made; the message says why in one sentence."""


def python() -> Path:
    """The interpreter of the environment, made anew where the lock file has changed.

    Raises:
        NoEnvironmentError: its packages could not be installed.
    """
    found, stamp = PLACE / "bin" / "python", PLACE / "made-from"
    made_from = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == made_from:
        return found
    _run([sys.executable, "-m", "venv", "--clear", str(PLACE)])
    _run([str(found), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(LOCK)])
    stamp.write_text(made_from, encoding="utf-8")
    return found


def _run(command: list[str]) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=_SECONDS)
    except (subprocess.SubprocessError, OSError) as error:
        raise NoEnvironmentError(
            f"dedupe and recordlinkage were skipped: their environment could not be made ({error})."
        ) from error
