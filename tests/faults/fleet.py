"""Servers as operators run them: processes of `madoguchi serve`, which a test may kill."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.postgres import free_port

START = 60
"""Seconds within which a server must be ready."""


@dataclass
class Server:
    """One process; `port` stays the same when it is started again."""

    data: Path
    port: int
    settings: dict[str, str]
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it is ready."""
        command = [sys.executable, "-c", "from bot.cli.main import main; main()"]
        options = ["--data", str(self.data), "serve", "--port", str(self.port)]
        log = (self.data / f"serve-{self.port}.log").open("ab")
        self.process = subprocess.Popen(
            [*command, *options], env=os.environ | self.settings, stdout=log, stderr=log
        )
        log.close()
        for _ in range(START * 10):
            if self.process.poll() is not None:
                raise RuntimeError(self.log())
            if self._is_ready():
                return
            time.sleep(0.1)
        raise TimeoutError(self.log())

    def kill(self) -> None:
        """End it as a crash does."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it as an operator does."""
        self._end(signal.SIGTERM)

    def log(self) -> str:
        """What it wrote."""
        return (self.data / f"serve-{self.port}.log").read_text("utf-8", "replace")

    def _end(self, how: signal.Signals) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(30)

    def _is_ready(self) -> bool:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=1) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False


@contextmanager
def fleet(data: Path, count: int, settings: dict[str, str]) -> Iterator[list[Server]]:
    """So many servers of one house; all end with the context."""
    servers = [Server(data, free_port(), settings) for _ in range(count)]
    try:
        for server in servers:
            server.start()
        yield servers
    finally:
        for server in servers:
            server.stop()
