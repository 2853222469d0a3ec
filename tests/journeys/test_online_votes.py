"""Two votes online to their end, by a clock that travels: nobody is awake when a ballot opens by itself, or closes.

Six people are asked. Five vote by their phones, three of them without a script; Rose says nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.evening import LONG, show_part
from tests.journeys.house import House
from tests.journeys.test_online_consent import CIRCLE, EACH, STAGES, TOLD, UNTIL_THE_HOUR, come_in, told

# The text was talked about, and its author keeps it; half of the circle has to vote.
TALKED = (
    EACH
    + """
from commissions.models import Circle
from proposals.actions import keep_text, next_stage, open_round
from proposals.models import Proposal
Circle.objects.filter(slug="accueil").update(meeting_quorum="1/2")
proposal = Proposal.objects.get(circle__slug="accueil")
for _stage in range(3):
    next_stage(proposal, actor=named("Inès"))
keep_text(proposal, actor=named("Malo"))
"""
)
OBJECTED = (
    TALKED
    + """
round = open_round(proposal, actor=named("Inès"))
for who in [ada, *map(named, ("Inès", "Malo", "Omar", "Rose"))]:
    take_position(round, kind="consent", actor=who)
reason = {
    "kind": "harm", "consequence": "personne n’accueillerait en août", "fact": "trois samedis sans personne",
    "aim": "un lieu ouvert sans épuiser personne",
}
take_position(round, kind="objection", objection=reason, actor=named("Noé"))
"""
)


@dataclass
class Ballot:
    """The proposal and its vote, and who came in by their phones."""

    home: House
    people: dict[str, Visitor]
    facts: dict[str, Any]

    @property
    def page(self) -> str:
        return f"{self.home.doors[0]}{self.facts['address']}"

    @property
    def ends(self) -> dict[str, Any]:
        """What became of the proposal."""
        told_of: dict[str, Any] = told(self.home, TOLD.format(**self.facts))
        return told_of

    def opens(self, name: str) -> Visitor:
        """Somebody at the vote, from the page of the proposal."""
        person = self.people[name]
        person.page.goto(self.page)
        person.page.get_by_role("link", name="Aller au scrutin").first.click()
        expect(person.page.locator("#mine .card")).to_be_visible(timeout=LONG)
        return person

    def votes(self, name: str, choice: str) -> None:
        person = self.opens(name)
        person.page.locator(f'#mine button[name="choice"][value="{choice}"]').first.click()
        expect(person.page.locator("#mine .tone--leaf").first).to_be_visible(timeout=LONG)

    def takes_no_part(self, name: str, reason: str) -> None:
        person = self.opens(name)
        person.page.locator("#mine summary", has_text="Je ne prends pas part").click()
        person.page.locator('#mine [name="reason"]').fill(reason)
        person.shot("2-no-part")
        person.page.locator('#mine button[value="no_part"]').click()
        expect(person.page.locator("#mine .tone--leaf").first).to_be_visible(timeout=LONG)

    def result(self, name: str, *words: str) -> None:
        """The decision that the page of the proposal leads to, and its line in the register, both with these words."""
        person = self.people[name]
        person.page.goto(self.page)
        person.axe()
        person.shot_both("4-proposal")
        decision = person.page.locator('main a[href*="/decisions/"]').first.get_attribute("href") or ""
        person.page.goto(self.home.doors[0] + decision)
        for text in words:
            expect(person.page.locator("main")).to_contain_text(text, timeout=LONG)
        person.axe()
        person.shot_both("5-decision")
        person.page.goto(f"{self.home.doors[0]}/decisions/?circle=accueil")
        expect(person.page.locator("main")).to_contain_text(words[0], timeout=LONG)
        person.shot("6-register", full=False)


@pytest.fixture
def ballot(house: Callable[..., House], visitor: Callable[..., Visitor]) -> Callable[[str], Ballot]:
    """A proposal decided this way, in a circle of six, into which five have come."""
    home = house(demo=True)
    people = {
        "Malo": visitor("malo", phone=True),
        "Omar": visitor("omar", phone=True, dark=True),
        **{name: visitor(name, phone=True, javascript=False) for name in ("Inès", "Noé", "Ada")},
    }

    def begin(process: str) -> Ballot:
        facts = told(home, CIRCLE.format(stages=STAGES, process=process))
        come_in(people, home.doors[0])
        return Ballot(home, people, facts)

    return begin


def test_a_vote_after_an_objection_that_stands(ballot: Callable[[str], Ballot]) -> None:
    vote = ballot("consent")
    vote.home.manage("shell", "-c", OBJECTED)
    assert vote.ends["state"] == "examination"

    # the rule of the circle lets whoever facilitates put it to a vote after one round
    ines = vote.people["Inès"]
    ines.page.goto(vote.page)
    show_part(ines).locator('a[href*="/online-vote/"]').click()
    ines.page.get_by_role("button", name="Ouvrir le scrutin").click()
    for name, choice in {"Inès": "for", "Malo": "for", "Noé": "against", "Ada": "abstain", "Omar": "for"}.items():
        vote.votes(name, choice)
    vote.people["Omar"].axe()
    vote.people["Omar"].shot("2-voted")

    # nobody is awake as it closes; what it decides carries the objection, and is never called a consent
    vote.home.let_days_pass(3)
    ends = vote.ends
    ((process, result),) = ends["decisions"]
    assert (ends["state"], process, ends["ends"]) == ("adopted", "fallback", [["Noé", ""]])
    assert "Adoptée par vote après 1 objection maintenue." in result
    vote.result("Malo", "adoptée par vote après objections maintenues", "personne n’accueillerait en août", "pour 3")


def test_a_majority_that_opens_and_closes_by_the_clock(ballot: Callable[[str], Ballot]) -> None:
    vote = ballot("majority")
    vote.home.manage("shell", "-c", TALKED)

    # the time to amend is over while nobody is awake: the vote opens by itself, and says until when
    vote.home.let_days_pass(2 + UNTIL_THE_HOUR)
    assert vote.ends["state"] == "voting"
    malo = vote.opens("Malo")
    malo.axe()
    malo.shot_both("1-open")
    for name, choice in {"Inès": "for", "Malo": "for", "Ada": "abstain", "Omar": "against"}.items():
        vote.votes(name, choice)
    vote.takes_no_part("Noé", "je loue l’atelier")
    malo.page.reload()
    expect(malo.page.locator("main")).to_contain_text("sur 6")
    address = malo.page.url

    # it closes so too: three of six were needed; anybody counts it again on its page
    vote.home.let_days_pass(2 + UNTIL_THE_HOUR)
    ends = vote.ends
    ((process, result),) = ends["decisions"]
    assert (ends["state"], process) == ("adopted", "majority")
    malo.page.goto(address)
    expect(malo.page.locator("main")).to_contain_text(result, timeout=LONG)
    malo.axe()
    malo.shot_both("3-result")
    malo.page.goto(f"{address}verification/")
    expect(malo.page.locator("main")).to_contain_text("Recompté à l’instant à partir de ses 5 réponses : même résultat")
    malo.axe()
    malo.shot_both("3-recounted")
    vote.result("Malo", "à la majorité", result)
