"""Copy what a build needs of the registry packages in node_modules/ to toolbox/_assets/. `make assets` calls it.

The packages are pinned by package-lock.json. Nothing of node runs at run time, and nothing is loaded from elsewhere.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent
PACKAGES = ROOT / "node_modules"
ASSETS = ROOT / "toolbox" / "_assets"


class Bundled(NamedTuple):
    """A third-party thing. package: where npm puts it. files, licence: where the file is there -> what it is called."""

    name: str
    package: str
    licence: str
    files: dict[str, str]
    texts: dict[str, str]


BUNDLED = (
    Bundled(
        "Noto Sans SC",
        "@expo-google-fonts/noto-sans-sc",
        "OFL-1.1",
        {
            "400Regular/NotoSansSC_400Regular.ttf": "fonts/NotoSansSC-Regular.ttf",
            "700Bold/NotoSansSC_700Bold.ttf": "fonts/NotoSansSC-Bold.ttf",
        },
        {"LICENSE_FONT": "licences/noto-sans-sc.txt"},
    ),
    Bundled(
        "htmx",
        "htmx.org",
        "0BSD",
        {"dist/htmx.min.js": "web/htmx.min.js"},
        {"LICENSE": "licences/htmx.txt"},
    ),
    Bundled(
        "Pico CSS",
        "@picocss/pico",
        "MIT",
        {"css/pico.min.css": "web/pico.min.css"},
        {"LICENSE.md": "licences/pico.txt"},
    ),
)


def main() -> None:
    """Fill the folder anew; what it holds stands in assets.json, written last."""
    shutil.rmtree(ASSETS, ignore_errors=True)
    listed = []
    for bundled in BUNDLED:
        source = PACKAGES / bundled.package
        for there, here in {**bundled.files, **bundled.texts}.items():
            (ASSETS / here).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / there, ASSETS / here)
        listed.append(
            {
                "name": bundled.name,
                "version": json.loads((source / "package.json").read_text(encoding="utf-8"))["version"],
                "package": bundled.package,
                "licence": bundled.licence,
                "files": sorted(bundled.files.values()),
                "texts": sorted(bundled.texts.values()),
            }
        )
    (ASSETS / "assets.json").write_text(json.dumps(listed, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
