"""What `madoguchi serve` does: read the samples in, say where things are, listen."""

import gc
import socket
import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from filelock import FileLock, Timeout
from rich.console import Console

from bot.config import BotSettings
from bot.samples import load_samples
from bot.settings import settings_in_force
from bot.stopping import Server
from bot.wiring import House, open_house

QUIET: dict[str, Any] = {
    "log_config": None,
    "access_log": False,
    "server_header": False,
    "timeout_graceful_shutdown": 30,
}
"""uvicorn writes no log of its own: an access log would hold addresses of people.

An answer that a language model words may take that many seconds; streams end by themselves.
"""


class ServeError(Exception):
    """The server cannot start; the message names why and what to do."""


def serve_house(data: Path, *, examples: Path | None, host: str | None, port: int | None) -> None:
    """Serve until stopped. Raises ServeError when the port or the data folder is taken, SettingsError,
    KeyFileError when the keys are another database's.
    """
    started = time.perf_counter()
    settings_in_force()
    settings = BotSettings()
    host, port = host or settings.host, port or settings.port
    console = Console(soft_wrap=True, highlight=False)
    _check_port(host, port)
    try:
        with _alone(data, settings), open_house(data, settings) as house:
            house.rekeying.check()
            if examples:
                load_samples(house, examples, console.print)
            app = _application(house)
            _welcome(house, console, f"http://{host}:{port}", time.perf_counter() - started)
            config = uvicorn.Config(app, host=host, port=port, **QUIET)
            gc.collect()
            gc.freeze()  # what is there now stays: to look through it again and again is a tenth of the work
            Server(config, house.stopping, settings.drain_seconds).run()
    except Timeout:
        raise ServeError(f"another server already uses {data}: stop it, or choose another --data") from None


def _alone(data: Path, settings: BotSettings) -> AbstractContextManager[object]:
    """On SQLite one server has the folder to itself; on PostgreSQL several work side by side."""
    data.mkdir(parents=True, exist_ok=True)
    if not settings.database_url_for(data).startswith("sqlite"):
        return nullcontext()
    return FileLock(data / "serve.lock").acquire(blocking=False)


def _check_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError as error:
            raise ServeError(
                f"cannot listen on {host}:{port} ({error.strerror}): choose another --port"
            ) from None


def _welcome(house: House, console: Console, url: str, seconds: float) -> None:
    password = house.desk.agents.first_run_admin()
    console.print(f"\n[bold]Madoguchi[/bold] is ready after {seconds:.1f} s. Data: {house.data}")
    console.print(f"  Ask as a customer    {url}/")
    console.print(f"  Answer at the desk   {url}/desk")
    console.print(f"  API                  {url}/docs")
    if password:
        console.print(
            f"\n  Sign in at the desk as [bold]admin@localhost[/bold], password [bold]{password}[/bold]"
        )
        console.print("  It is shown only now and good for three days; you choose your own when you sign in.")
    console.print(
        "\n  Next: open the first address and ask “How do I opt out of e-mails?”  Stop with Ctrl+C.\n"
    )


def _application(house: House) -> FastAPI:
    from bot.app import build_app
    from bot.logs import configure_logging

    configure_logging()
    return build_app(house)
