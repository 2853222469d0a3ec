"""A text that its author may improve, in the demo, and how one comes to it and selects some of its words."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.evening import LONG
from tests.journeys.house import House
from tests.journeys.test_evening import enter

TEXT = "Les visites ouvrent un samedi sur deux, de 10 h à 12 h.\\n\\nDeux personnes tiennent l’accueil."
WRITE = f"""
from datetime import timedelta
from django.utils import timezone
from commissions.models import Circle
from members.models import Member
from proposals import actions
malo, ines = (Member.objects.get(name=name) for name in ("Malo Tilleul", "Inès Vallon"))
proposal = actions.write_proposal(
    Circle.objects.get(slug="ca"), title="Ouvrir les visites le samedi", need="On trouve porte close.", text="{TEXT}",
    facilitator=ines, review_on=timezone.localdate() + timedelta(days=200), actor=malo, is_presented=True,
)
actions.agree_to_facilitate(proposal, actor=ines)
for _stage in range(3):
    proposal = actions.next_stage(proposal, actor=ines)
print(proposal.pk)
"""
# As a finger does that stays on a word, then draws the handles: the selection, and the event that follows it.
SELECT = """words => {
  const walker = document.createTreeWalker(document.querySelector("[data-passages]"), NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const start = walker.currentNode.data.indexOf(words)
    if (start >= 0) document.getSelection().setBaseAndExtent(
      walker.currentNode, start, walker.currentNode, start + words.length)
  }
}"""


def write_text(home: House) -> tuple[str, str]:
    """The demo's door, and the page of a text that its author, Malo, may improve."""
    return home.doors[0], f"{home.doors[0]}/proposals/{said_by(home, WRITE)[0]}/"


def said_by(home: House, program: str) -> list[str]:
    """The words of the last line that it printed."""
    return home.manage("shell", "-v", "0", "-c", program).strip().splitlines()[-1].split()


def come(visitor: Callable[..., Visitor], written: tuple[str, str], name: str, as_: str, *, phone: bool) -> Visitor:
    someone = visitor(as_, phone=phone)
    enter(someone, written[0], name)
    someone.page.goto(written[1])
    return someone


def select(someone: Visitor, words: str) -> None:
    someone.page.locator("[data-passages]").scroll_into_view_if_needed()
    someone.page.evaluate(SELECT, words)
    expect(someone.page.locator("[data-passage-acts]")).to_be_visible(timeout=LONG)
