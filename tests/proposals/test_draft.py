"""Writing a proposal, presenting it, putting it to a meeting."""

from datetime import date

import pytest

from commissions.models import Circle
from journal.topics import kinds
from proposals import actions
from proposals.models import Proposal, Version
from proposals.occasions import Occasion
from proposals.process import State
from tests.proposals.told import body, everything, verbs
from tests.refusals import refused


class EveningKind(Occasion):
    """A kind of occasion whose conductor is named by its key."""

    def conducts(self, person, pk):
        return str(getattr(person, "pk", "")) == pk


@pytest.fixture
def evening():
    with kinds.replaced({**kinds, "evening": EveningKind()}):
        yield lambda person: f"evening:{person.pk}"


def test_a_draft_is_not_in_the_journal(scene):
    assert scene.state == State.DRAFT
    assert verbs() == []


def test_a_draft_is_rewritten_in_place(scene):
    rewrite(scene, "Les visites ouvrent chaque samedi.")
    assert [version.text for version in scene.proposal.versions.all()] == ["Les visites ouvrent chaque samedi."]


def rewrite(scene, text, **fields):
    given = {
        "title": scene.proposal.title,
        "need": scene.proposal.need,
        "facilitator": scene.ines,
        "review_on": scene.proposal.review_on,
        "process": "consent",
        "audience": "members",
    }
    return actions.edit_proposal(scene.proposal, text=text, actor=scene.malo, **{**given, **fields})


def test_presenting_tells_the_text_and_starts_its_history(scene):
    actions.present(scene.proposal, actor=scene.malo)
    assert verbs() == ["proposal.presented"]
    assert body("proposal.presented")["version"] == 1
    assert scene.proposal.title in everything()
    assert [stage.state for stage in scene.proposal.stages.all()] == ["draft", "presented"]


def test_presenting_twice_is_too_late(scene):
    actions.present(scene.proposal, actor=scene.malo)
    with refused("stage"):
        actions.present(scene.proposal, actor=scene.malo)
    assert verbs() == ["proposal.presented"]


def test_to_leave_the_draft_it_takes_a_need_a_facilitator_and_a_day(scene):
    rewrite(scene, "Un texte.", need=" ", facilitator=None, review_on=None)
    with refused(need="need", facilitator="facilitator", review_on="review"):
        actions.present(scene.proposal, actor=scene.malo)
    assert scene.state == State.DRAFT


def test_the_facilitator_is_of_the_circle(scene, omar):
    rewrite(scene, "Un texte.", facilitator=omar)
    with refused(facilitator="facilitator"):
        actions.present(scene.proposal, actor=scene.malo)


def test_the_day_of_review_is_to_come(scene):
    rewrite(scene, "Un texte.", review_on=date(2020, 1, 1))
    with refused(review_on="review"):
        actions.present(scene.proposal, actor=scene.malo)


def test_author_and_facilitator_may_be_one_person_and_it_is_said(scene):
    rewrite(scene, "Un texte.", facilitator=scene.malo)
    proposal = actions.present(scene.proposal, actor=scene.malo)
    assert proposal.has_one_person_in_two_roles


def test_what_cannot_be_presented_at_once_is_not_written_either(ca, malo):
    with refused(need="need", facilitator="facilitator", review_on="review"):
        actions.write_proposal(ca, title="Titre", text="Texte", is_presented=True, actor=malo)
    assert not Proposal.objects.exists()


def test_a_title_and_a_text_are_needed(ca, malo):
    with refused("title"):
        actions.write_proposal(ca, title=" ", text="Texte", actor=malo)
    with refused("text"):
        actions.write_proposal(ca, title="Titre", text=" ", actor=malo)


def test_a_newcomer_may_propose_where_the_circle_is_open(ca, noe):
    assert actions.write_proposal(ca, title="Titre", text="Texte", actor=noe).author == noe


def test_nobody_else_proposes_in_a_circle_that_is_closed(malo, noe):
    closed = Circle.objects.create(kind="working_group", name="Médiation", slug="mediation", is_open=False)
    with refused("proposals.write"):
        actions.write_proposal(closed, title="Titre", text="Texte", actor=noe)


def test_a_text_that_was_presented_is_kept_when_it_comes_back_as_a_draft(scene):
    scene.bring_to(State.SENT_BACK)
    actions.resume(scene.proposal, actor=scene.malo)
    rewrite(scene, "Un texte plus clair.")
    rewrite(scene, "Un texte plus clair encore.")
    texts = list(Version.objects.filter(proposal=scene.proposal).values_list("number", "text"))
    assert texts == [
        (1, "Les visites ouvrent un samedi sur deux, de 10 h à 12 h."),
        (2, "Un texte plus clair encore."),
    ]


def test_putting_a_draft_to_a_meeting_presents_it(scene):
    proposal = actions.put_to_meeting(scene.proposal, occasion="meeting:12", actor=scene.malo)
    assert (proposal.state, proposal.occasion) == (State.PRESENTED, "meeting:12")
    assert body("proposal.presented")["occasion"] == "meeting:12"


def test_putting_it_to_the_same_meeting_again_changes_nothing(scene):
    actions.put_to_meeting(scene.proposal, occasion="meeting:12", actor=scene.malo)
    told = verbs()
    actions.put_to_meeting(scene.proposal, occasion="meeting:12", actor=scene.malo)
    assert verbs() == told


def test_whoever_conducts_the_meeting_conducts_the_proposal(scene, evening):
    actions.put_to_meeting(scene.proposal, occasion=evening(scene.zoe), actor=scene.malo)
    actions.next_stage(scene.proposal, actor=scene.zoe)
    assert scene.state == State.CLARIFICATION
    with refused("proposals.next_stage"):
        actions.next_stage(scene.proposal, actor=scene.paul)


def test_whoever_conducts_the_meeting_may_put_it_there(scene, evening):
    actions.present(scene.proposal, actor=scene.malo)
    proposal = actions.put_to_meeting(scene.proposal, occasion=evening(scene.zoe), actor=scene.zoe)
    assert proposal.occasion == evening(scene.zoe)


def test_a_meeting_of_another_circle_takes_no_proposal_away(scene, evening, omar):
    actions.present(scene.proposal, actor=scene.malo)
    with refused("proposals.bring_to_meeting"):
        actions.put_to_meeting(scene.proposal, occasion=evening(omar), actor=omar)


def test_what_was_set_aside_is_taken_up_by_the_next_meeting(scene):
    scene.bring_to(State.SET_ASIDE)
    proposal = actions.put_to_meeting(scene.proposal, occasion="meeting:13", actor=scene.malo)
    assert (proposal.state, proposal.ended_at, proposal.end_reason) == (State.PRESENTED, None, "")
