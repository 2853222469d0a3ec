"""What a circle still has to decide keeps it from ending; nothing is proposed in a group that has ended."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from commissions.actions import create_circle, end_circle, give_mandate, resume_circle
from commissions.changes import Change, ChangeKind
from commissions.circle_endings import unfinished_in
from commissions.models import Circle, Mandate
from members.actions import end_founding
from members.models import Member
from proposals import actions, due
from proposals.models import Decision, Election, Handing, Proposal
from proposals.presenters.circle_choice import choice_of_circle
from proposals.process import State
from tests.commissions.helpers import at_once
from tests.proposals.test_grounds import decided
from tests.proposals.test_register import adopt
from tests.refusals import refused


@pytest.fixture
def bikes(admin, ca, malo, ines) -> Circle:
    """A working group within the board: Malo coordinates it, Inès is in it."""
    circle = create_circle(actor=admin, kind=Circle.Kind.WORKING_GROUP, name="Vélos", parent=ca)
    give_mandate(circle, member=malo, role=Mandate.Role.COORDINATOR, actor=admin)
    give_mandate(circle, member=ines, actor=admin)
    return circle


def write(circle: Circle, author: Member, **more) -> Proposal:
    fields = {"need": "Il pleut.", "facilitator": author, "review_on": date(2027, 6, 1), **more}
    return actions.write_proposal(circle, title="Un abri", text="Monter un abri.", actor=author, **fields)


def elect(circle: Circle, actor: Member, **more) -> Election:
    fields = {"title": "L’atelier", "mission": "L’ouvrir.", "until": date(2027, 6, 1), **more}
    return actions.start_election(circle, actor=actor, **fields)


def titles(circle: Circle, person: Member) -> list[tuple[str, str]]:
    return [(one.title, one.url) for one in unfinished_in(circle, person)]


def test_a_proposal_under_way_keeps_the_circle_and_a_draft_does_not(bikes, malo):
    draft = write(bikes, malo)
    assert titles(bikes, malo) == []
    actions.present(draft, actor=malo)
    assert titles(bikes, malo) == [("Un abri", draft.get_absolute_url())]
    actions.withdraw(draft, reason="plus tard", actor=malo)
    assert titles(bikes, malo) == []


def test_what_another_circle_asks_it_to_take_on_keeps_it(scene, bikes, malo):
    scene.bring_to(State.REACTIONS)
    actions.escalate(scene.proposal, to=bikes, reason="c’est leur travail", actor=scene.ines)
    assert titles(bikes, malo) == [(scene.proposal.title, scene.proposal.get_absolute_url())]
    with refused("unfinished"):
        end_circle(bikes, actor=malo)


def test_an_election_keeps_the_circle_that_holds_it_and_the_one_where_the_place_is(bikes, ca, malo, ines, rose):
    for holder, place in ((bikes, bikes), (ca, bikes)):
        election = elect(holder, ines, place=place)
        assert titles(bikes, malo) == [("L’atelier", election.get_absolute_url())]
        actions.set_election_aside(election, reason="plus tard", actor=ines)
    assert titles(bikes, malo) == []


def test_a_decision_that_is_looked_at_again_keeps_it(scene):
    decision = adopt(scene, "Les visites")
    assert titles(scene.circle, scene.malo) == []
    Decision.objects.update(next_review_on=timezone.localdate())
    due.open_reviews()
    expected = (decision.title, decision.get_absolute_url())
    assert titles(scene.circle, scene.malo) == [expected]
    actions.ask_to_reopen(decision, fact="Le toit fuit.", actor=scene.rose)
    assert titles(scene.circle, scene.malo) == [expected] * 2


def test_what_the_circle_keeps_to_itself_is_told_to_nobody_else(bikes, malo, rose):
    write(bikes, malo, audience="circle", is_presented=True)
    assert titles(bikes, rose) == [("quelque chose que seul son cercle lit", "")]


def test_more_to_decide_asks_the_database_nothing_more(bikes, malo, ines):
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            unfinished_in(bikes, malo)
        return len(captured)

    write(bikes, malo, is_presented=True), elect(bikes, ines)
    once = asked()
    for _number in range(3):
        write(bikes, malo, is_presented=True), elect(bikes, ines)
    assert asked() == once


# Nothing begins


def test_nothing_is_proposed_in_a_group_that_has_ended(scene, bikes, malo, ines):
    draft = write(bikes, malo)
    rested = actions.present(write(bikes, malo), actor=malo)
    actions.set_aside(rested, reason="à la prochaine", actor=malo)
    scene.bring_to(State.REACTIONS)
    end_circle(bikes, actor=malo)
    for begin in (
        lambda: write(bikes, ines),
        lambda: write(bikes, ines, is_presented=True),
        lambda: actions.present(draft, actor=malo),
        lambda: actions.resume(rested, actor=malo),
        lambda: actions.escalate(scene.proposal, to=bikes, reason="c’est à eux", actor=scene.ines),
        lambda: elect(bikes, ines),
    ):
        with refused("ended"):
            begin()
    assert Proposal.objects.filter(circle=bikes).count() == 2
    assert (Handing.objects.count(), Election.objects.count()) == (0, 0)
    assert actions.withdraw(draft, reason="", actor=malo).state == State.WITHDRAWN


def test_it_is_offered_to_nobody_who_writes(bikes, admin, malo, rose, client):
    assert bikes in choice_of_circle(rose, "proposals:new").others
    end_circle(bikes, actor=malo)
    choice = choice_of_circle(malo, "proposals:new")
    assert bikes not in [*choice.mine, *choice.others]
    client.force_login(rose)
    assert client.get(reverse("proposals:new"), {"circle": bikes.slug}).status_code == 404
    typed = {"circle": bikes.slug, "title": "Un abri", "text": "Monter un abri."}
    posted = client.post(reverse("proposals:new"), typed)
    assert (posted.status_code, "Monter un abri." in posted.content.decode()) == (422, True)
    assert not Proposal.objects.exists()
    resume_circle(bikes, actor=admin)
    assert client.get(reverse("proposals:new"), {"circle": bikes.slug}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_proposal_that_comes_as_the_group_ends_is_refused_or_keeps_it(bikes, malo):
    draft = write(bikes, malo)
    at_once(lambda: end_circle(bikes, actor=malo), lambda: actions.present(draft, actor=malo))
    bikes.refresh_from_db()
    draft.refresh_from_db()
    assert (bikes.has_ended, draft.state) in {(True, State.DRAFT), (False, State.PRESENTED)}


# By a decision


def test_a_decision_ends_a_group_once_and_its_page_says_which(bikes, ca, admin, malo, ines, client):
    end_founding(actor=admin)
    decision = decided(ca, change=Change(ChangeKind.CLOSING, bikes.pk))
    client.force_login(malo)
    page = reverse("commissions:circle-ending", args=[bikes.slug])
    shown = client.get(page).content.decode()
    assert f"{decision.number}" in shown
    assert "mettre fin au cercle Vélos" in shown
    client.post(page, {"left": "", "ground": decision.topic})
    bikes.refresh_from_db()
    assert (bikes.ended_ground, bikes.ended_by) == (decision.topic, malo)
    assert {one.until for one in Mandate.objects.filter(circle=bikes)} == {timezone.localdate()}
    assert decision.get_absolute_url() in client.get(bikes.get_absolute_url()).content.decode()
    resume_circle(bikes, actor=admin)
    with refused(ground="spent"):
        end_circle(bikes, ground=decision.topic, actor=admin)


@pytest.mark.parametrize("kind", [ChangeKind.RULES, ChangeKind.MOVE])
def test_a_decision_of_something_else_ends_no_group(kind, bikes, ca, admin, malo):
    end_founding(actor=admin)
    decision = decided(ca, change=Change(kind, bikes.pk))
    with refused(ground="otherwise"):
        end_circle(bikes, ground=decision.topic, actor=malo)


def test_a_proposal_says_that_it_would_end_a_group(bikes, ca, ines, client):
    client.force_login(ines)
    proposal = write(ca, ines, change=Change(ChangeKind.CLOSING, bikes.pk), is_presented=True)
    assert "mettre fin au cercle Vélos" in client.get(proposal.get_absolute_url()).content.decode()
