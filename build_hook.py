"""Put the knowledge into the wheel, with its compiled copy, so that an installed menkan starts at once.

Only for standard wheels: an editable install reads the folders of the checkout, live.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DATA = ("catalog", "rules")


class KnowledgeHook(BuildHookInterface[Any]):
    """Bundles catalog/ and rules/ as toolbox/_data/."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Tell hatchling which files go where."""
        if version != "standard":
            return
        for part in DATA:
            build_data["force_include"][str(Path(self.root) / part)] = f"toolbox/_data/{part}"
        compiled = Path(self.root) / "build" / "compiled.json"
        if compiled.is_file():
            build_data["force_include"][str(compiled)] = "toolbox/_data/compiled.json"

    def clean(self, versions: list[str]) -> None:
        """Remove what a build left behind."""
        shutil.rmtree(Path(self.root) / "build", ignore_errors=True)
