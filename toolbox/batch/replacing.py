"""A file is written beside its place and takes it when it is whole; what killed writers have left is cleared away."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from toolbox.errors import DataError, Fault

_OLD = 24 * 3600  # seconds after which a temporary file of another machine has surely been left
_NAME = re.compile(r"\..+\.(\w+)-(\d+)-[0-9a-f]{8}\.part")


@contextlib.contextmanager
def replacing(path: Path | None) -> Iterator[Path | None]:
    """A temporary file beside `path` that takes its place when all went well, and goes when it did not.

    It is there from the beginning, so that a place that cannot be written is known before anything is worked out. Its
    name is of this attempt alone: an engine may make the same part twice at a time, on one machine or on two.
    Raises DataError.
    """
    if path is None:
        yield None
        return
    temporary = path.with_name(f".{path.name}.{_host()}-{os.getpid()}-{uuid4().hex[:8]}.part")
    try:
        temporary.touch()
        yield temporary
        temporary.replace(path)
    except OSError as error:
        fault = f"cannot be written ({error.strerror})."
        raise DataError(Fault(str(path), fault, "Name another file or folder.")) from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def clear(folder: Path) -> None:
    """Remove temporary files whose writer is gone: a process of this machine that has ended, or older than a day.

    Those of writers that may still be at work, on this machine or on another, are left alone.
    """
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            found = _NAME.fullmatch(path.name)
            if found and _is_left(path, found[1], int(found[2])):
                path.unlink(missing_ok=True)


def _is_left(path: Path, host: str, process: int) -> bool:
    if host == _host() and os.name == "posix":
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        except OSError:
            pass  # it runs, and belongs to somebody else
    return time.time() - path.stat().st_mtime > _OLD


def _host() -> str:
    return re.sub(r"\W", "_", socket.gethostname())[:60]
