"""Office files are zip archives; these stand still: no time of writing in them, the same parts, the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip archive can tell


def still(raw: bytes, parts: Mapping[str, bytes] | None = None) -> bytes:
    """The archive with every time of writing at the epoch. parts: new content for some of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            info = zipfile.ZipInfo(entry.filename, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o600 << 16
            new.writestr(info, (parts or {}).get(entry.filename, old.read(entry)))
    return out.getvalue()
