"""A server of our own to time, on a free port of this machine."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

WAIT_SECONDS = 60.0


def command() -> list[str]:
    """The command line of this very installation."""
    return [sys.executable, "-c", "from bot.cli.main import main; main()"]


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs: its client, and its process."""

    client: httpx.Client
    pid: int


@contextmanager
def served(data: Path) -> Iterator[Served]:
    """A server on the data folder, once it is ready; TimeoutError when it does not get ready."""
    port = _free_port()
    running = [*command(), "--data", str(data), "serve", "--port", str(port)]
    server = subprocess.Popen(running, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=WAIT_SECONDS) as client:
            _until_ready(client)
            yield Served(client, server.pid)
    finally:
        server.terminate()
        server.wait(WAIT_SECONDS)


def cpu_seconds(pid: int) -> float:
    """Processor time of a process so far, its threads included; on Linux."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _until_ready(client: httpx.Client) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        try:
            if client.get("/readyz").is_success:
                return
        except httpx.TransportError:
            time.sleep(0.02)
    raise TimeoutError("the server did not become ready; `madoguchi doctor` may say why")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
