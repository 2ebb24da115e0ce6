"""The published schemas at the command line."""

from __future__ import annotations

import jsonschema
import pytest

from tests.commands.running import menkan
from toolbox.commands.schema import KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_a_valid_schema_of_the_2020_draft(kind: str) -> None:
    schema = menkan("schema", kind).json
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)


def test_a_schema_is_the_same_in_both_languages() -> None:
    assert menkan("schema", "advice", lang="en").out == menkan("schema", "advice").out
