"""Everything that is known, read from `catalog/` and `rules/` and from the folders that a centre lays over them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from toolbox.knowledge import cache
from toolbox.knowledge.model import Knowledge
from toolbox.knowledge.sources import digest, roots

__all__ = ["Knowledge", "load"]


def load(overlays: Sequence[Path] = ()) -> Knowledge:
    """The built-in knowledge with these folders laid over it, compiled or from the cache.

    Raises DataError with every fault if any file is wrong.
    """
    found = roots(overlays)
    place = cache.place_of(found)
    knowledge = cache.find(place)
    if knowledge is not None:
        return knowledge
    knowledge = cache.shipped(found, digest(found))
    if knowledge is None:
        from toolbox.knowledge.loader import Loaded  # loads pydantic and YAML

        knowledge = Loaded(found).knowledge
    cache.keep(place, knowledge)
    return knowledge
