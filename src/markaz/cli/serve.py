"""`markaz serve`: the console on loopback, with a worker for long work beside it."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Annotated

import typer
import waitress
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from markaz.actions import jobs
from markaz.actions.airport import upkeep as airport
from markaz.cli.desk import console, open_desk
from markaz.records.errors import MarkazError

# One for each core, as far as the memory of a small machine bears.
PROCESSES = min(4, os.cpu_count() or 1)
_MB = 1_000_000
# What a form in the browser puts around its file.
_FORM = 1_000_000
# Callers that wait while every process is busy.
_WAITING = 1024


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.")] = 8000,
    processes: Annotated[
        int, typer.Option(min=1, help="How many processes answer; one for each core, 4 at most.")
    ] = PROCESSES,
) -> None:
    """Serve the console until stopped with Ctrl-C."""
    open_desk()
    run(host=host, port=port, processes=processes)


def pages(
    server: Annotated[int, typer.Option(help="The process of the server to end with.")],
    listening: Annotated[int, typer.Option(help="The socket it listens on, opened already.")],
) -> None:
    """Answer beside the server, on its socket: one process computes one answer at a time."""
    threading.Thread(target=_end_without, args=[server], daemon=True).start()
    _ending_on_request()
    _waiting_on(socket.socket(fileno=listening)).run()


def work(
    server: Annotated[
        int, typer.Option(hidden=True, help="The process of the server to end with.")
    ] = 0,
) -> None:
    """Do queued work until stopped, first what a stopped worker left half-done."""
    if server:
        threading.Thread(target=_end_without, args=[server], daemon=True).start()
    open_desk()
    jobs.resume()
    airport.wind_first()
    call_command("db_worker", interval=0.5, verbosity=0)


def _end_without(server: int) -> None:
    """Stop, as on Ctrl-C, once the server is gone: one that was killed cannot stop its worker."""
    while os.getppid() == server:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


def run(*, host: str, port: int, processes: int) -> None:
    """Serve pages here and in processes beside, and do long work in one more.

    Raises:
        MarkazError: the port is taken, or not ours to use.
    """
    call_command("collectstatic", interactive=False, verbosity=0)
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family, backlog=_WAITING)
    except OSError as error:
        raise MarkazError(
            f"Port {port} cannot be used ({error.strerror}): choose another with --port."
        ) from None
    _ending_on_request()
    with listening, ExitStack() as beside:
        beside.enter_context(_beside("work"))
        for _ in range(processes - 1):
            beside.enter_context(_beside("pages", listening))
        port = listening.getsockname()[1]
        console.print(f"Markaz is at http://{host}:{port}/ (stop it with Ctrl-C)", highlight=False)
        _waiting_on(listening).run()


def _ending_on_request() -> None:
    # A service manager stops with SIGTERM; what runs beside must end with us.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))


def _waiting_on(listening: socket.socket) -> waitress.server.BaseWSGIServer:
    pages = get_wsgi_application()
    # Every view is loaded now: else the first caller of each process waited for it.
    _ = get_resolver().url_patterns
    return waitress.create_server(pages, sockets=[listening], **_listening())


def _listening() -> dict[str, object]:
    """How the server listens; behind HTTPS it believes the proxy on this machine, and no other."""
    # A body is on the disk before a view is asked: what no view would read is not taken at all.
    most = settings.MARKAZ_UPLOAD_MB * _MB + _FORM
    if not settings.BEHIND_HTTPS:
        return {"threads": 8, "max_request_body_size": most}
    return {
        "threads": 8,
        "max_request_body_size": most,
        "trusted_proxy": "127.0.0.1",
        "trusted_proxy_headers": {"x-forwarded-proto"},
    }


@contextmanager
def _beside(command: str, listening: socket.socket | None = None) -> Iterator[None]:
    """A process of ours that runs a command for as long as the pages are served."""
    words = [sys.executable, "-m", "markaz", command, "--server", str(os.getpid())]
    kept = [listening.fileno()] if listening else []
    words += [word for number in kept for word in ("--listening", str(number))]
    process = subprocess.Popen(words, pass_fds=kept)  # noqa: S603 (this program)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()  # a half-done intake is taken up again at the next start
            process.wait()


def free_port(host: str) -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        number: int = probe.getsockname()[1]
    return number
