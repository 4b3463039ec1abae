"""The pictures of the README, made from the demonstration in ./demo.

`make demo SERVE=0 && .venv/bin/python tools/pictures.py` writes docs/images/console.png and
docs/images/briefing.png.
"""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

DEMO = Path("demo")
OUT = Path("docs/images")
CHROMIUM = "/usr/bin/chromium"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")


def main() -> None:
    """Serve the demonstration, take the console's picture, print the first page."""
    OUT.mkdir(parents=True, exist_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "markaz", "serve", "--port", str(port)],
        env={**os.environ, "MARKAZ_HOME": str(DEMO / "home"), "MARKAZ_SIMULATED": "1"},
    )
    try:
        _wait(f"http://127.0.0.1:{port}/accounts/login/")
        _console(f"http://127.0.0.1:{port}")
    finally:
        server.terminate()
        server.wait()
    subprocess.run(
        ["pdftoppm", "-png", "-r", "70", "-f", "1", "-l", "1", "-singlefile",
         str(DEMO / "briefing.pdf"), str(OUT / "briefing")],
        check=True,
    )  # fmt: skip


def _wait(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address).close()
        except urllib.error.URLError:
            time.sleep(0.2)
        else:
            return


def _console(address: str) -> None:
    sign_in = json.loads((DEMO / "sign-ins.json").read_text(encoding="utf-8"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1200, "height": 800})
        page.goto(f"{address}/accounts/login/")
        page.fill("input[name=login]", "analyst")
        page.fill("input[name=password]", sign_in["analyst"])
        page.keyboard.press("Enter")
        page.wait_for_url(f"{address}/")
        page.goto(f"{address}/briefing/?from=2025-01-01&to=2025-12-31")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=str(OUT / "console.png"))
        browser.close()


if __name__ == "__main__":
    main()
