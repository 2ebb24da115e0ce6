"""Find the files of the knowledge: the built-in ones, and the folders that a centre lays over them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from toolbox.errors import DataError, Fault

PARTS = ("catalog", "rules")
BUILT_IN = "menkan"
READ = (".yaml", ".yml", ".json", ".tsv")
HIDDEN = (".yaml.txt", ".yml.txt")  # what an editor makes of a .yaml file where endings are not shown; refused
_WANTED = "Name a folder with catalog/ or rules/ in it."


class Root(NamedTuple):
    """A folder with `catalog/` and `rules/` in it. name: how messages call what comes from it."""

    name: str
    path: Path


def built_in() -> Root:
    """The knowledge that comes with the program: bundled in a wheel, else the folders of the checkout."""
    package = Path(__file__).resolve().parent.parent
    bundled = package / "_data"
    return Root(BUILT_IN, bundled if bundled.is_dir() else package.parent)


def roots(overlays: Sequence[Path] = ()) -> tuple[Root, ...]:
    """The built-in knowledge and the overlays above it, in order. Raises DataError for a folder that is none."""
    found = [built_in()]
    for overlay in overlays:
        if not overlay.is_dir():
            raise DataError(Fault(str(overlay), "there is no such folder.", _WANTED))
        if not any((overlay / part).is_dir() for part in PARTS) and not (overlay / "off.yaml").is_file():
            raise DataError(Fault(str(overlay), "it holds neither catalog/ nor rules/ nor off.yaml.", _WANTED))
        found.append(Root(str(overlay), overlay))
    return tuple(found)


def files(root: Root) -> Iterator[Path]:
    """Every file of knowledge below a root, in a fixed order."""
    candidates = [root.path / "off.yaml"] if (root.path / "off.yaml").is_file() else []
    for part in PARTS:
        candidates += (
            p for p in (root.path / part).rglob("*") if p.name.lower().endswith(READ + HIDDEN) and p.is_file()
        )
    yield from sorted(candidates)


def called(root: Root, path: Path) -> str:
    """How messages call a file: relative to its root, with the overlay's name before it."""
    inside = path.relative_to(root.path).as_posix()
    return inside if root.name == BUILT_IN else f"{root.name.rstrip('/')}/{inside}"


def digest(all_roots: Sequence[Root]) -> str:
    """A digest of the names and contents of every file. Raises DataError."""
    import hashlib  # loads OpenSSL, which a call that finds its cache does not need

    sha = hashlib.sha256()
    for number, root in enumerate(all_roots):
        for path in files(root):
            try:
                content = path.read_bytes()
            except OSError as error:
                raise DataError(
                    Fault(str(path), f"cannot be read ({error.strerror}).", "Check its permissions.")
                ) from None
            sha.update(f"{number}\0{path.relative_to(root.path).as_posix()}\0{len(content)}\0".encode())
            sha.update(content)
    return sha.hexdigest()
