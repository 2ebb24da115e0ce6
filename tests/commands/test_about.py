"""menkan about: whose work is in it."""

from __future__ import annotations

from importlib import metadata

from tests.commands.conftest import Schemas
from tests.commands.running import menkan
from toolbox.thirds import packages


def test_it_names_every_third_party_with_version_and_licence(schemas: Schemas) -> None:
    about = menkan("about", "--json").json
    assert schemas.accept("about", about)
    assert {third["name"] for third in about["bundled"]} == {"Noto Sans SC", "htmx", "Pico CSS"}
    for third in (*about["bundled"], *about["packages"]):
        assert third["version"]
        assert third["licence"] not in ("", "?"), third


def test_it_knows_what_menkan_runs_on_and_what_that_runs_on_in_turn() -> None:
    found = {third.name.lower(): third for third in packages()}
    assert {"click", "networkx", "pyyaml", "pydantic", "pydantic_core"} <= set(found)
    assert found["click"].version == metadata.version("click")
    assert "menkan" not in found
    assert "pytest" not in found


def test_people_read_it_as_a_table() -> None:
    out = menkan("about").out
    assert "Noto Sans SC" in out
    assert "OFL-1.1" in out
