"""Finds code that nothing reaches: what neither Python, a template nor a text of the code names.

`vulture` finds what no Python of the product names (the tests are not counted: what only they reach is not reached).
What a template or a text ("fields = ['cast_at']") names is reached as well, and so is what a library calls by name:
that is listed here, with its reason.
"""

import ast
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

WORD = re.compile(r"[A-Za-z_]\w*")
TAG = re.compile(r"{[{%](.*?)[%}]}", re.DOTALL)
TEXT = re.compile(
    r"\w+(?:\.\w+)*"
)  # a text that may be a name: "tested_at", "web.errors.csrf_failure", "entry__member"
FINDING = re.compile(r"(?P<path>[^:]+):(?P<line>\d+): unused (?P<kind>[\w-]+) '(?P<name>\w+)'")
OUR_TEMPLATES = (".html", ".md", ".txt")


class Finding(NamedTuple):
    path: str
    line: int
    kind: str  # "function", "method", "variable", …
    name: str


class Allowed(NamedTuple):
    """Which findings are no fault, and why. `paths` and `names` are patterns, several of them apart by spaces."""

    paths: str
    names: str
    reason: str

    def covers(self, finding: Finding) -> bool:
        return any(fnmatch(finding.path, path) for path in self.paths.split()) and any(
            fnmatch(finding.name, name) for name in self.names.split()
        )


ALLOWED = (
    # What a framework reads or calls by its name.
    Allowed("config/settings.py", "*", "Django and libraries read the settings"),
    Allowed("*/apps.py", "*Config verbose_name", "Django makes one of each app"),
    Allowed("*urls.py", "urlpatterns app_name handler*", "Django's router reads them"),
    Allowed("config/shared_commits.py", "submit cancel_futures", "asyncio hands its work to any executor"),
    Allowed("*/management/commands/*.py", "Command add_arguments handle help requires_system_checks", "manage.py"),
    Allowed("*/models.py */models/*.py", "[A-Z]*", "a choice that people make, of which the code makes no case"),
    Allowed("members/models/people.py", "get_session_auth_*", "Django's sessions"),
    Allowed("*/models/*.py web/attached_files.py", "abstract", "Django reads it of a model without a table of its own"),
    Allowed(
        "*/forms.py */forms/*.py web/file_form.py",
        "help_texts queryset clean_* _post_clean label_from_instance",
        "Django's forms",
    ),
    Allowed("votes/forms/quorum.py", "compress decompress id_for_label", "Django's fields of several inputs"),
    Allowed("votes/methods/dates.py", "id_for_label value_omitted_from_data", "Django's widgets"),
    Allowed("members/forms.py", "is_sure", "the form is refused unless it is ticked"),
    Allowed("*.py", "get_internal_type value_to_string descriptor_class get_default", "Django's model fields"),
    Allowed("*.py", "process_view", "Django's middleware"),
    Allowed("journal/fields.py", "default_violation_error_message", "Django's constraints"),
    Allowed("journal/immutability.py", "app_configs", "Django's checks"),
    Allowed("votes/integrity/redaction.py", "get_* tb_frame exception_reporter_filter", "Django's report of an error"),
    Allowed("web/apps.py", "regex", "Django's converter of numbers in addresses"),
    Allowed("*/*api.py */api/*.py", "*", "REST framework reads serializers and views; tests/rights opens each address"),
    Allowed("web/pagination.py", "get_ordering queryset", "REST framework"),
    Allowed("members/adapter.py members/backend.py", "*", "allauth"),
    Allowed("web/markdown_html.py", "extendMarkdown", "Markdown"),
    Allowed("web/documents.py", "handle_*", "Python's reader of HTML"),
    Allowed("*/models/*.py", "abstract", "Django's models"),
    Allowed("web/images.py", "MAX_IMAGE_PIXELS", "Pillow"),
    # Ours.
    Allowed("assembly/actions/planning.py", "repeats_id", "a column, set by its key"),
    Allowed("journal/queries.py", "withheld", "the API's serializer reads it"),
    Allowed("realtime/hub.py", "_looking", "a task that is held, so that it is not collected while it runs"),
    Allowed("realtime/transport.py", "_closing", "a task that is held, so that it is not collected while it runs"),
    Allowed("votes/presenters/drawings/flow.py", "transfer", "which transfer a curve is of; templates need the curve"),
)


def faults(root: Path, apps: Iterable[str], vulture: Path, allowed: Sequence[Allowed] = ALLOWED) -> list[str]:
    """What nothing reaches, as `file:line: what`, and what need no longer be allowed. `vulture` is the program."""
    reached = named(root, apps)
    places = [name for name in (*apps, "launch", "run.py") if (root / name).exists()]
    findings = [one for one in found_by(vulture, root, places) if one.name not in reached]
    dead = [
        f"{one.path}:{one.line}: nothing reaches {one.kind} {one.name}"
        for one in findings
        if not any(line.covers(one) for line in allowed)
    ]
    idle = [line for line in allowed if not any(line.covers(one) for one in findings)]
    return dead + [f"launch/dead_code.py: nothing needs {line.names} in {line.paths} any more" for line in idle]


def found_by(vulture: Path, root: Path, places: list[str]) -> Iterator[Finding]:
    """What vulture finds. Raises ValueError for a line that says something else."""
    command = [str(vulture), *places, "--exclude", "*/migrations/*", "--min-confidence", "60"]
    for line in subprocess.run(command, cwd=root, capture_output=True, text=True).stdout.splitlines():
        match = FINDING.match(line)
        if not match:
            raise ValueError(line)
        yield Finding(match["path"], int(match["line"]), match["kind"], match["name"])


def named(root: Path, apps: Iterable[str]) -> set[str]:
    """Every name in a template's tags, and in a text of the code that is one name or a path of names."""
    names: set[str] = set()
    for app in apps:
        for path in (root / app).rglob("*.*"):
            if "templates" in path.parts and path.suffix in OUR_TEMPLATES:
                names.update(name for tag in TAG.findall(path.read_text()) for name in WORD.findall(tag))
            elif path.suffix == ".py":
                names.update(_in_texts(ast.parse(path.read_text())))
    return names


def _in_texts(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and TEXT.fullmatch(node.value):
            yield from re.split(r"\.|__", node.value)
