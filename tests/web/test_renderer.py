"""A text that takes too long to lay out is shown as it was typed: its process is killed, and another goes on."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils.translation import override

from tests.journeys.house import ROOT
from web.markdown import SHORT, as_typed, rendered
from web.renderer import SECONDS, Renderer, TextTooLong, renderer

HOSTILE = {
    "brackets": "[" * 30_000,
    "pictures": "![" * 15_000,
    "sections": "<![CDATA[" * 3_400,
    "links": "[[a][b]" * 4_300,
}
LONG = "Un **mot**.\n\n" * SHORT


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_text_that_takes_too_long_is_told_from_others(text: str) -> None:
    assert rendered(text) is None
    assert as_typed(text).startswith(("<p>[", "<p>!", "<p>&lt;!"))
    assert "<strong>mot</strong>" in rendered(LONG + text[:3])


def test_a_page_shows_it_as_it_was_typed_and_says_why() -> None:
    context = Context({"text": HOSTILE["brackets"] + "<form>"})
    with override("fr"):
        page = Template("{% load web %}{% markdown text %}").render(context)
    assert page.startswith('<p class="muted">Ce texte est montré tel qu’il a été tapé')
    assert "[[[[&lt;form&gt;" in page
    assert "<form>" not in page


def test_it_is_tried_once() -> None:
    rendered(HOSTILE["brackets"])
    process = renderer.process
    assert rendered(HOSTILE["brackets"]) is None
    assert renderer.process is process


def test_an_honest_text_of_8000_words_is_laid_out() -> None:
    text = "\n\n".join(
        f"Un **paragraphe** [{n}](https://example.org/{n}) " + "de la maison commune " * 20 for n in range(90)
    )
    html = rendered(text)
    assert html is not None
    assert html.count("<strong>") == 90


def test_the_same_process_answers_one_text_after_the_other() -> None:
    own = Renderer()
    try:
        assert own.render("**un**") == "<p><strong>un</strong></p>"
        first = own.process
        assert own.render("**deux**") == "<p><strong>deux</strong></p>"
        assert own.process is first
        with pytest.raises(TextTooLong):
            own.render(HOSTILE["brackets"])
        assert own.render("**trois**") == "<p><strong>trois</strong></p>"
        assert own.process is not first
    finally:
        own.stop()


def test_it_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    """Also when that one is killed, and also in the middle of a text that takes long."""
    script = (
        "import threading, sys\n"
        "from web.renderer import renderer\n"
        "renderer.render('un')\n"
        "print(renderer.process.pid, flush=True)\n"
        "renderer.render('[' * 100_000)\n"
    )
    owner = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    helper = os.pidfd_open(int(owner.stdout.readline()))
    owner.send_signal(signal.SIGKILL)
    owner.wait()
    owner.stdout.close()
    gone, _writable, _failed = select.select([helper], [], [], 30 * SECONDS)
    os.close(helper)
    assert gone
