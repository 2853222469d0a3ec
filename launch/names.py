"""Finds classes that share a name, and what is named by how its value came.

Whoever reads `Row` or searches for it should find one thing; `votes` says more than `found`.
"""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

PARTICIPLES = {"asked", "found", "said", "told"}
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
    idle = [f"launch/names.py: {name} is no longer shared" for name in SHARED if name not in clashes]
    return [f"{name}: {', '.join(paths)}" for name, paths in clashes.items() if name not in SHARED] + idle


def variable_faults(root: Path, apps: Iterable[str]) -> list[str]:
    """Each variable, attribute, parameter or function that only says how its value came, as `file:line: name`."""
    return [
        f"{path.relative_to(root).as_posix()}:{line}: {name} does not say what it holds"
        for app in apps
        for path in sorted((root / app).rglob("*.py"))
        if "migrations" not in path.parts
        for line, name in sorted(_bound(ast.parse(path.read_text())))
        if name in PARTICIPLES
    ]


def _bound(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The names that a module binds, with their lines."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()) | ast.arg(arg=name):
                yield node.lineno, name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield node.lineno, name
