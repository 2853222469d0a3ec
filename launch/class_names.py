"""Finds classes that share a name: whoever reads `Row` or searches for it should find one thing."""

import ast
from collections.abc import Iterable
from pathlib import Path

SHARED = {  # a name that several classes may have, and why
    "Checkpoint": "journal/verify_journal.py stands alone, so that anybody can run it: it describes one anew",
    "Command": "Django's name for what manage.py runs",
    "Signature": "of minutes, by a person; of a roll, by whoever has voted: the word that people use for both",
}


def faults(root: Path, apps: Iterable[str]) -> list[str]:
    """Each name of several top-level classes, with their modules; and each of `SHARED` that is shared no more."""
    modules: dict[str, list[str]] = {}
    for app in apps:
        for path in sorted((root / app).rglob("*.py")):
            if "migrations" not in path.parts:
                for node in ast.parse(path.read_text()).body:
                    if isinstance(node, ast.ClassDef):
                        modules.setdefault(node.name, []).append(path.relative_to(root).as_posix())
    clashes = {name: paths for name, paths in sorted(modules.items()) if len(paths) > 1}
    idle = [f"launch/class_names.py: {name} is no longer shared" for name in SHARED if name not in clashes]
    return [f"{name}: {', '.join(paths)}" for name, paths in clashes.items() if name not in SHARED] + idle
