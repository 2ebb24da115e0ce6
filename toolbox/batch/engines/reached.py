"""What an engine needs to know before it is started: whether anybody answers, and how many workers fit here."""

from __future__ import annotations

import os
import re
import socket

from toolbox.errors import DataError, Fault
from toolbox.text import shown

_SECONDS = 10.0
_ADDRESS = re.compile(r"(?:[a-z0-9+]+://)?(?:\[([0-9a-f:]+)\]|([^\s:/,]+)):(\d{1,5})(?:/.*)?", re.IGNORECASE)

_END = re.compile(r"\w+(?:\.\w+)*Error: ")


def reachable(address: str) -> None:
    """Raise DataError where nobody answers at host:port, with or without a scheme before it.

    Engines wait for minutes, fill the screen, or end the process where nobody does; asking first is kinder. Of several
    addresses between commas, as Spark writes its masters, one is enough.
    """
    said = ""
    for each in address.split(","):
        found = _ADDRESS.fullmatch(each.strip())
        if not found or int(found[3]) > 65_535:
            raise unusable(address, "this is no address.")
        try:
            socket.create_connection((found[1] or found[2], int(found[3])), _SECONDS).close()
        except OSError as error:
            said = said or (error.strerror or "timed out")
        else:
            return
    raise unusable(address, f"nobody answers there ({said}).")


def unusable(address: str, fault: str) -> DataError:
    """What to say of an engine that cannot be used."""
    return DataError(Fault(shown(address), fault, "Look at --master, and at the engine's own page."))


def refused(engine: str, error: BaseException) -> DataError:
    """What an engine said when it was started or used, as one line: of a traceback of Python, what it ends with."""
    java = getattr(error, "java_exception", None)
    lines = str(java.toString() if java is not None else error).strip().splitlines() or [type(error).__name__]
    ends = [line for line in lines if _END.match(line)] if any("Traceback" in line for line in lines) else []
    line = re.sub(r"^(?:[\w$]+\.)+[\w$]+:\s*", "", (ends or lines)[0])
    return DataError(Fault(engine, f"it refuses: {line[:300].rstrip('.')}.", "Look at --master and its settings."))


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
