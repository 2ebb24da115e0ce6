"""Open a port and serve an application on it until told to stop."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

from toolbox.errors import DataError, Fault

LARGEST = 256 * 1024  # bytes of one request; a firm with every fact told takes about 10,000


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


def serve(application: Any, listening: socket.socket) -> None:
    """Serve until interrupted. Who asked what is written nowhere."""
    import uvicorn

    config = uvicorn.Config(application, log_level="error", access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=[listening])
