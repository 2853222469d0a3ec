"""What a circle has set aside enters its next agenda by itself."""

from datetime import date

import pytest
from django.urls import reverse

from assembly import due
from assembly.actions import advance, bring_proposals, convene, open_meeting, remove_item
from assembly.models import BroughtProposal
from proposals import actions
from proposals.models import Proposal
from tests.assembly.test_brought_decisions import plan
from tests.conftest import person
from tests.proposals.told import body
from tests.refusals import refused


def write(circle, ines, title="Le four", **fields) -> Proposal:
    return actions.write_proposal(
        circle,
        title=title,
        text="Le samedi.",
        need="Personne ne vient.",
        facilitator=ines,
        review_on=date(2035, 6, 1),
        is_presented=True,
        actor=ines,
        **fields,
    )


@pytest.fixture
def aside(ca, ines) -> Proposal:
    """A text of the CA, set aside for a next meeting."""
    return actions.set_aside(write(ca, ines), reason="Il est tard.", actor=ines)


def titles(meeting) -> list[str]:
    return list(meeting.items.values_list("title", flat=True))


def test_what_was_set_aside_is_on_the_next_agenda_once(ca, ines, aside):
    first, second = plan(ca, ines, 20), plan(ca, ines, 40)
    due.bring_what_is_due()
    due.bring_what_is_due()
    item = first.items.get()
    assert (item.title, item.note, item.owner) == ("Mise de côté, à reprendre\u00a0: Le four", "Il est tard.", ines)
    assert (item.proposal, Proposal.objects.get().state, titles(second)) == (None, "set_aside", [])
    assert body("item.added")["proposal"] == aside.pk


def test_the_clock_adds_what_is_set_aside_once_a_meeting_is_planned(ca, ines):
    meeting = plan(ca, ines, 20)
    actions.set_aside(write(ca, ines), reason="Il est tard.", actor=ines)
    due.bring_what_is_due()
    assert titles(meeting) == ["Mise de côté, à reprendre\u00a0: Le four"]


def test_what_was_taken_off_by_hand_does_not_come_back(ca, ines, aside):
    meeting = plan(ca, ines, 20)
    remove_item(meeting.items.get(), actor=ines)
    due.bring_what_is_due()
    assert (titles(meeting), BroughtProposal.objects.get().item) == ([], None)


@pytest.mark.parametrize("act", [actions.resume, actions.withdraw])
def test_what_is_taken_up_or_withdrawn_leaves_the_agenda_as_it_came(ca, ines, aside, act):
    meeting = plan(ca, ines, 20)
    act(aside, actor=ines)
    due.bring_what_is_due()
    assert titles(meeting) == []


def test_what_people_were_called_for_stays(ca, ines, aside):
    meeting = plan(ca, ines, 20)
    convene(meeting, actor=ines)
    actions.withdraw(aside, actor=ines)
    due.bring_what_is_due()
    assert titles(meeting) == ["Mise de côté, à reprendre\u00a0: Le four"]


def test_what_another_circle_set_aside_or_a_draft_sent_back_does_not_come(ca, vie_quotidienne, ines):
    alix = person("Alix", vie_quotidienne)
    actions.set_aside(write(vie_quotidienne, alix), reason="Il est tard.", actor=alix)
    actions.send_back(write(ca, ines, "Le toit"), reason="À préciser.", actor=ines)
    assert titles(plan(ca, ines, 20)) == []


def test_a_persons_situation_stays_closed(ca, ines):
    actions.set_aside(write(ca, ines, audience="circle"), reason="Il est tard.", actor=ines)
    assert plan(ca, ines, 20).items.get().is_closed is True


def test_whoever_conducts_takes_it_up_from_there(ca, ines, aside, client):
    meeting = plan(ca, ines, 20)
    open_meeting(meeting, actor=ines)
    advance(meeting, expected=None, actor=ines)
    client.force_login(ines)
    page = client.get(reverse("assembly:meeting", args=[meeting.pk])).content.decode()
    assert "Lire la proposition et la reprendre" in page
    assert f'href="{aside.get_absolute_url()}"' in page


def test_nobody_from_elsewhere_brings_it(ca, ines, omar, aside):
    meeting = plan(ca, ines, 20)
    with refused("assembly.bring_decisions"):
        bring_proposals(meeting, actor=omar)
