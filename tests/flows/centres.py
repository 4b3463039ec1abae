"""Commands run at a centre in a folder of its own, as its operator would."""

import json
import subprocess
import sys

from benchmarks.exchange_cuts import Centre

# One process for several commands: each would start anew for seconds.
COMMANDS = """
import contextlib, io, json, sys
import django
django.setup()
from markaz.cli.app import app
told = []
for words in json.loads(sys.argv[1]):
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        app([*words, "--json"], standalone_mode=False)
    told.append(json.loads(said.getvalue()))
print(json.dumps(told))
"""


def run(centre: Centre, *commands: list[str]) -> list:
    """What each command says as JSON."""
    done = subprocess.run(
        [sys.executable, "-c", COMMANDS, json.dumps(commands)],
        env=centre.environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])
