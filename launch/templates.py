"""Checks that templates, like imports, point down only: what they load, include and extend."""

import re
from pathlib import Path

LOAD = re.compile(r"{%\s*load\s+([^%]*?)\s*%}")
USE = re.compile(r"""{%\s*(?:include|extends)\s+["']([^"'/]+)/""")
STATIC = re.compile(r"""{%\s*static\s+["']([^"'/]+)/""")


def faults(root: Path, apps: tuple[str, ...]) -> list[str]:
    """What points up, as `file: what`. `apps` stand from the top floor to the lowest."""
    floor = {app: number for number, app in enumerate(apps)}
    library = {path.stem: app for app in apps for path in (root / app).glob("templatetags/*.py")}
    upward = []
    for app in apps:
        for path in sorted((root / app).rglob("templates/**/*.*")):
            text = path.read_text()
            names = [(name, library.get(name)) for tags in LOAD.findall(text) for name in loaded(tags)]
            names += [(name, name) for name in [*USE.findall(text), *STATIC.findall(text)]]
            for name, owner in names:
                if owner in floor and floor[owner] < floor[app]:
                    upward.append(f"{path.relative_to(root)}: {name} is of {owner}")
    return upward


def loaded(tags: str) -> list[str]:
    """The libraries of one `{% load … %}`."""
    return tags.split()[-1:] if " from " in tags else tags.split()
