"""The initials of Chinese words in pinyin, by which tools are found: jxc for 进销存."""

from __future__ import annotations

from collections.abc import Sequence


def initials(names: Sequence[str]) -> tuple[str, ...]:
    """The initials of each name that is not in Latin letters, each once."""
    from pypinyin import Style, lazy_pinyin  # only compiling needs it

    found = ("".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower() for name in names if not name.isascii())
    return tuple(dict.fromkeys("".join(c for c in letters if c.isalnum()) for letters in found))
