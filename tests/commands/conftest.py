"""A cache of compiled knowledge that all commands of a run share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from tests.commands.running import menkan


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MENKAN_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


class Schemas:
    """The published schemas, as `menkan schema` prints them."""

    def __init__(self) -> None:
        self._validators: dict[str, jsonschema.Draft202012Validator] = {}

    def accept(self, kind: str, value: Any) -> bool:
        """Whether the value is what the schema of this kind says; shows the first fault if it is not."""
        if kind not in self._validators:
            self._validators[kind] = jsonschema.Draft202012Validator(menkan("schema", kind).json)
        self._validators[kind].validate(value)
        return True


@pytest.fixture(scope="session")
def schemas() -> Schemas:
    """Validators of the published schemas."""
    return Schemas()
