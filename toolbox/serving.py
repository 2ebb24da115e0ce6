"""Open a port and serve an application on it until told to stop; and which names of hosts are this machine's."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable
from typing import Any

from toolbox.crew import together
from toolbox.errors import DataError, Fault

LARGEST = 256 * 1024  # bytes of one request; a firm with every fact told takes about 10,000
_HOST = re.compile(r"\[([0-9a-fA-F:.]+)\](?::\d{1,5})?|([^:\[\]]+)(?::\d{1,5})?")


def opened(host: str, port: int) -> socket.socket:
    """A socket that listens; 0 is any free port. Raises DataError where the system does not give it."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        said = error.strerror or str(error)
        raise DataError(
            Fault(f"{host}:{port}", f"cannot be opened ({said}).", "Choose another with --port; 0 takes a free one.")
        ) from None


def address(listening: socket.socket) -> str:
    """Where the socket is reached."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def only_here(listening: socket.socket) -> bool:
    """Whether no other machine can connect."""
    return ipaddress.ip_address(listening.getsockname()[0].partition("%")[0]).is_loopback


def own(host: str, names: Iterable[str]) -> bool:
    """Whether a Host header names this machine: by any address, as localhost, or by one of its names.

    An address is always ours: a browser sends one only to where it leads, and no foreign name is an address.
    """
    found = _HOST.fullmatch(host)
    if found is None:
        return False
    name = found[1] or found[2]
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return found[2] is not None and name.lower() in ("localhost", *names)
    return True


def serve(application: Any, listening: socket.socket, workers: int = 1) -> None:
    """Serve until interrupted, in so many processes on the same socket. Who asked what is written nowhere."""
    import uvicorn

    def one() -> None:
        config = uvicorn.Config(application, log_level="error", access_log=False, server_header=False)
        uvicorn.Server(config).run(sockets=[listening])

    if workers == 1:
        one()
    else:
        together(workers, one)
