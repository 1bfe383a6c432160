"""Servers as operators run them: processes of `madoguchi serve`, which a test may kill."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.postgres import free_port

START = 60
"""Seconds within which a server must be ready."""


@dataclass
class Worker:
    """One process of `madoguchi worker`, or whatever its options say."""

    data: Path
    settings: dict[str, str]
    options: list[str] = field(default_factory=lambda: ["worker"])
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it."""
        self.data.mkdir(exist_ok=True)
        command = [sys.executable, "-c", "from bot.cli.main import main; main()", "--data", str(self.data)]
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, *self.options], env=os.environ | self.settings, stdout=log, stderr=log
            )

    def kill(self) -> None:
        """End it as a crash does."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it as an operator does."""
        self._end(signal.SIGTERM)

    def log(self) -> str:
        """What it wrote."""
        return self._log.read_text("utf-8", "replace")

    @property
    def _log(self) -> Path:
        return self.data / f"{'-'.join(self.options)}.log"

    def _end(self, how: signal.Signals) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(30)


class Server(Worker):
    """One process of `madoguchi serve`; `port` stays the same when it is started again."""

    def __init__(self, data: Path, port: int, settings: dict[str, str]) -> None:
        super().__init__(data, settings, ["serve", "--port", str(port)])
        self.port = port

    def start(self) -> None:
        """Start it and wait until it is ready."""
        super().start()
        assert self.process is not None
        for _ in range(START * 10):
            if self.process.poll() is not None:
                raise RuntimeError(self.log())
            if self._is_ready():
                return
            time.sleep(0.1)
        raise TimeoutError(self.log())

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
