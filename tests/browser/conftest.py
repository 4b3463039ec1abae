"""A real browser over a served console, with every complaint of the browser kept."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from markaz.accounts.models import User

CHROMIUM = Path("/usr/bin/chromium")
_ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
PASSWORD = "an-invented-password"

if not CHROMIUM.exists():
    pytest.skip(f"{CHROMIUM} is not there: install chromium", allow_module_level=True)


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """One browser for all tests."""
    from playwright.sync_api import sync_playwright  # only where a browser is there to drive

    # The driver runs an event loop in this thread; the tests' own queries are still synchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=list(_ARGUMENTS))
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session", autouse=True)
def static_root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A folder for collected files, there before the one server of all tests starts."""
    with override_settings(STATIC_ROOT=tmp_path_factory.mktemp("static")):
        yield


@pytest.fixture
def served(transactional_db, home: Path, settings, live_server) -> str:
    """The console's address; background work is done at once."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    return str(live_server.url)


@pytest.fixture
def officer(served: str) -> User:
    """An analyst of the centre who can sign in."""
    user = User(username="analyst", agency="NCC", role="analyst")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def signed_in(chromium, served: str) -> Iterator[Callable[[str, str, str], object]]:
    """A browser session of its own for each person; whatever one complains of fails the test."""
    opened, complaints = [], []

    def open_session(username: str, agency: str, role: str) -> object:
        user = User(username=username, agency=agency, role=role)
        user.set_password(PASSWORD)
        user.save()
        context = chromium.new_context(
            viewport={"width": 1366, "height": 768}, base_url=served, locale="en"
        )
        opened.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(f"{username}: {said.text}"))
        page.on("pageerror", lambda error: complaints.append(f"{username}: {error}"))
        page.goto("/")
        page.fill("#id_login", username)
        page.fill("#id_password", PASSWORD)
        page.click("main button")
        page.wait_for_selector(".nav")
        return page

    yield open_session
    for context in opened:
        context.close()
    assert [said for said in complaints if "status of 40" not in said] == []


@pytest.fixture
def page(chromium, served: str, officer: User) -> Iterator[object]:
    """A page of the signed-out console; anything the browser complains of fails the test."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, base_url=served)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda said: complaints.append(f"{said.type}: {said.text}"))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    outside: list[str] = []
    opened.on(
        "request", lambda asked: None if asked.url.startswith((served, "data:")) else
        outside.append(asked.url),
    )  # fmt: skip
    yield opened
    context.close()
    # The browser repeats the status of a refusal that the page itself explains, and that a test
    # which works without signal has none.
    expected = ("status of 400", "ERR_INTERNET_DISCONNECTED")
    assert [said for said in complaints if not any(one in said for one in expected)] == []
    assert outside == []


@pytest.fixture
def desk(page) -> object:
    """The page of an officer who has signed in."""
    page.goto("/")
    page.fill("#id_login", "analyst")
    page.fill("#id_password", PASSWORD)
    page.click("main button")
    page.wait_for_selector(".nav")
    return page
