"""The whole journey under strace: nothing is sent beyond this machine, and no name is looked up."""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from bot.figures import Figure
from bot.scratch import scratch

NAME_SERVICES = frozenset((53, 853, 5353))
"""Ports of DNS, of DNS over TLS and of multicast DNS."""
_TRACE = ("strace", "-f", "--seccomp-bpf", "-qq", "-s", "0", "-e", "signal=none", "-e")
_CALLS = "trace=connect,sendto,sendmsg,sendmmsg"
_ADDRESS = re.compile(r'sin6?_port=htons\((\d+)\).*?(?:inet_addr\(|inet_pton\(AF_INET6, )"([^"]+)"')
_RESOLVER = re.compile(r'sun_path="[^"]*(?:systemd[./]resolve|avahi)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Traffic:
    """Connections and datagrams: how many within this machine, how many beyond, how many to find a name."""

    within: int
    beyond: int
    look_ups: int


def drill_egress(examples: Path) -> Iterator[Figure]:
    """What a journey with the default settings sends.

    FileNotFoundError without strace; CalledProcessError when the journey itself fails.
    """
    with scratch() as data:
        program = "from bot.drills.journey import main; main()"
        seen = traced([sys.executable, "-c", program, str(data), str(examples)], data / "trace")
    yield Figure("connections within this machine", seen.within, 1, "", least=True)
    yield Figure("connections and datagrams beyond it", seen.beyond, 0, "")
    yield Figure("look-ups of names", seen.look_ups, 0, "")


def traced(program: list[str], file: Path) -> Traffic:
    """Run a program and all it starts, and count where they connect and send to."""
    subprocess.run([*_TRACE, _CALLS, "-o", str(file), *program], check=True)  # noqa: S603  # our own command
    with file.open(encoding="utf-8", errors="replace") as lines:
        return _counted(lines)


def _counted(lines: Iterable[str]) -> Traffic:
    within = beyond = look_ups = 0
    for line in lines:
        if found := _ADDRESS.search(line):
            local = ip_address(found[2]).is_loopback
            within, beyond = within + local, beyond + (not local)
            look_ups += int(found[1]) in NAME_SERVICES
        else:
            look_ups += bool(_RESOLVER.search(line))
    return Traffic(within, beyond, look_ups)
