"""The rule that nothing becomes HTML by being called safe: it holds, and it catches who breaks it."""

from pathlib import Path

import pytest

from launch.safe_html import faults
from launch.stages import APPS, ROOT

OFFENCES = {
    "pages.py": [
        "from django.utils.safestring import mark_safe",
        "from django.utils.safestring import mark_safe as fine",
        "from django.utils import safestring",
        "import django.utils.safestring",
        "html = safestring.mark_safe(text)",
        "html = SafeString(text)",
        "class Text(str):\n    def __html__(self): return self",
        "html = format_html(text)",
        "html = format_html(f'<p>{text}</p>')",
        "html = format_html_join('', text, rows)",
        "engine = Engine(autoescape=False)",
        "text = render_to_string('app/letters/hello.txt', context)",
        "text = render_to_string('app/minutes.md')",
    ],
    "templates/page.html": [
        "<p>{{ text|safe }}</p>",
        "<p>{{ text|linebreaks | safe }}</p>",
        "{{ texts|safeseq|join:', ' }}",
        "{% autoescape off %}{{ text }}{% endautoescape %}",
    ],
    "templates/account/messages/hello.txt": [
        "{% autoescape off %}Hello {{ name }}{% endautoescape %}",
        "Hello {{ name|safe }}",
    ],
}
FINE = {
    "pages.py": [
        "from django.utils.safestring import SafeString",
        "def draw() -> SafeString:\n    return format_html('<b>{}</b>', text)",
        "html = format_html_join('', '<{}></{}>', rows)",
        "html = render_to_string('app/row.html', context)",
    ],
    "templates/page.html": ["<p>{{ text|linebreaks }}</p>", "<p>safe</p>", "{% translate 'safe' %}"],
}


def faults_of(folder: Path, name: str, source: str) -> list[str]:
    path = folder / "app" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source)
    return faults(folder, ("app",))


def test_nothing_of_ours_breaks_it() -> None:
    assert faults(ROOT, APPS) == []


@pytest.mark.parametrize(("name", "source"), [(name, one) for name, some in OFFENCES.items() for one in some])
def test_each_offence_is_found(tmp_path: Path, name: str, source: str) -> None:
    assert faults_of(tmp_path, name, source)


@pytest.mark.parametrize(("name", "source"), [(name, one) for name, some in FINE.items() for one in some])
def test_what_escapes_is_let_through(tmp_path: Path, name: str, source: str) -> None:
    assert faults_of(tmp_path, name, source) == []
