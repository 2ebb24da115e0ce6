"""A picture as PNG, drawn with the bundled font alone."""

from __future__ import annotations

from functools import cache

from toolbox import assets
from toolbox.papers.glyphs import drawable
from toolbox.papers.svg import Picture, document

ZOOM = 2  # pixels for one of the drawing, for screens and print


def png(picture: Picture) -> bytes:
    """The picture as PNG on white. Raises DataError where the font was not made."""
    import resvg_py

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=drawable(document(picture)),
            zoom=ZOOM,
            background="#ffffff",
            skip_system_fonts=True,
            font_files=_fonts(),
            font_family=assets.FONT,
            sans_serif_family=assets.FONT,
        )
    )


@cache
def _fonts() -> list[str]:
    return [str(path) for path in assets.fonts()]
