"""Checks that nothing becomes HTML but what templates, components and the one sanitiser made.

Django escapes every text that a page shows, unless somebody says that it is safe. Here are the
only places that may say so; `run.py check` fails on any other.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

MAY_MARK_SAFE = {  # what nh3 returned; what templates rendered, without its outer spaces
    "web/markdown.py",
    "web/elements.py",
}
MAY_NOT_ESCAPE = {  # their text is for no page: letters, and the minutes to download
    "assembly/templates/assembly/letters/cancellation.txt",
    "assembly/templates/assembly/letters/convocation.txt",
    "assembly/templates/assembly/minutes.md",
    "assembly/templates/assembly/signatures.md",
    "members/templates/account/email/login_code_message.txt",
    "members/templates/account/email/login_code_subject.txt",
}
MAY_RENDER_TEXT = {"web/plaintext.py"}
MARKS = {"mark_safe", "SafeText", "SafeData", "html_safe", "safestring", "__html__"}
UNESCAPED = re.compile(r"\|\s*(safe|safeseq)\b|\{%-?\s*autoescape\s+off\b")
TEXT_TEMPLATES = (".txt", ".md")


def faults(root: Path, apps: tuple[str, ...]) -> list[str]:
    """Each offence as `file:line: what`."""
    offences: list[str] = []
    for app in apps:
        for path in sorted((root / app).rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.suffix == ".py":
                offences += [f"{name}:{line}: {what}" for line, what in in_python(name, path.read_text())]
            elif path.suffix in (".html", *TEXT_TEMPLATES) and "templates" in path.parts:
                offences += [f"{name}:{line}: {what}" for line, what in in_template(name, path.read_text())]
    return offences


def in_python(name: str, source: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(source)):
        for used in _names(node):
            if used in MARKS and name not in MAY_MARK_SAFE:
                yield node.lineno, f"{used} says that a text is safe HTML"  # type: ignore[attr-defined]
        if isinstance(node, ast.keyword) and node.arg == "autoescape":
            yield node.lineno, "autoescape is left alone"
        if isinstance(node, ast.Call):
            yield from _in_call(name, node)


def in_template(name: str, source: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(source.splitlines(), 1):
        for match in UNESCAPED.finditer(line):
            if match[1] or name not in MAY_NOT_ESCAPE:
                yield number, f"{match[0].strip()} leaves a text unescaped"


def _names(node: ast.AST) -> Iterator[str]:
    """The names that a node uses, imports or defines."""
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.FunctionDef):
        yield node.name
    elif isinstance(node, ast.Import | ast.ImportFrom):
        yield from (alias.name.rpartition(".")[2] for alias in node.names)


def _in_call(name: str, call: ast.Call) -> Iterator[tuple[int, str]]:
    called = next(_names(call.func), "")
    if called == "SafeString":
        yield call.lineno, "SafeString() says that a text is safe HTML"
    if called in ("format_html", "format_html_join"):
        formats = call.args[: 1 if called == "format_html" else 2]
        if not formats or not all(isinstance(given, ast.Constant) for given in formats):
            yield call.lineno, f"{called}() takes its format as a literal"
    if called == "render_to_string" and call.args and name not in MAY_RENDER_TEXT:
        template = ast.unparse(call.args[0]).strip("\"'")
        if template.endswith(TEXT_TEMPLATES):
            yield call.lineno, f"{template} is rendered by web.plaintext.render_text()"
