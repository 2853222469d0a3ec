"""The whole table: every role, at every stage, with every act, through the actions themselves."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from commissions.models import Circle, Mandate
from journal.actions import CLOCK
from journal.clock import now
from members.models import Member
from proposals import actions
from proposals.consent_process import TABLE, leads_to, may, open_to
from proposals.models import (
    AttachedFile,
    CircleAgreement,
    CircleRequest,
    Comment,
    Decision,
    Objection,
    ObjectionTest,
    Position,
    Proposal,
    Question,
    SuggestedEdit,
    WordingHelp,
)
from proposals.process import ADVICE, DAYS, DEADLINES, LIVE, MINUTES, Act, Role, State
from proposals.processes import TABLES
from proposals.queries import current_version
from proposals.rules import roles_of
from tests.conftest import person
from tests.proposals.files import PDF, kept
from tests.proposals.scene import REASON, Scene

FIELDS: dict[str, Any] = {
    "title": "Titre",
    "text": "Un texte tout autre.",
    "need": "le besoin",
    "process": "consent",
    "audience": "members",
}

# What is done with each act: the object that the rule is asked about, and the call.
Doing = tuple[Callable[[Scene], Any], Callable[[Any, Scene, Any], Any]]
of_proposal: Callable[[Scene], Any] = lambda scene: scene.proposal  # noqa: E731
of_question: Callable[[Scene], Any] = lambda scene: scene.question  # noqa: E731
of_round: Callable[[Scene], Any] = lambda scene: scene.round  # noqa: E731
of_edit: Callable[[Scene], Any] = lambda scene: scene.proposal.suggested_edits.latest("pk")  # noqa: E731
of_comment: Callable[[Scene], Any] = lambda scene: scene.proposal.comments.latest("pk")  # noqa: E731
of_objection: Callable[[Scene], Any] = lambda scene: scene.objection  # noqa: E731


def answer_circle(it: Any, scene: Scene, who: Any) -> Any:
    """The clock ends what was not answered; people answer."""
    return (
        actions.conclude_request(it, actor=who) if who is CLOCK else actions.answer_circle(it, agrees=True, actor=who)
    )


DOINGS: dict[Act, Doing] = {
    Act.EDIT: (
        of_proposal,
        lambda it, s, who: actions.edit_proposal(
            it, facilitator=s.ines, review_on=s.proposal.review_on, actor=who, **FIELDS
        ),
    ),
    Act.CHOOSE_REPLACED: (of_proposal, lambda it, s, who: actions.choose_replaced(it, replaces_latest=True, actor=who)),
    Act.PRESENT: (of_proposal, lambda it, s, who: actions.present(it, actor=who)),
    Act.PUT_TO_MEETING: (of_proposal, lambda it, s, who: actions.put_to_meeting(it, occasion="meeting:1", actor=who)),
    Act.BRING_OPINION: (of_proposal, lambda it, s, who: actions.bring_opinion(it, occasion="meeting:1", actor=who)),
    Act.ATTACH: (
        of_proposal,
        lambda it, s, who: actions.attach_file(it, name="Le plan", file=kept(PDF), actor=who),
    ),
    Act.DETACH: (lambda s: s.proposal.attached_files.get(), lambda it, s, who: actions.detach_file(it, actor=who)),
    Act.ASK: (of_proposal, lambda it, s, who: actions.ask(it, text="Combien ?", actor=who)),
    Act.ANSWER: (of_question, lambda it, s, who: actions.answer(it, text="Deux.", actor=who)),
    Act.LEAVE_OPEN: (of_question, lambda it, s, who: actions.leave_open(it, reason="partie", actor=who)),
    Act.REACT: (of_proposal, lambda it, s, who: actions.react(it, text="Volontiers", actor=who)),
    Act.KEEP: (of_proposal, lambda it, s, who: actions.keep_text(it, actor=who)),
    Act.AMEND: (of_proposal, lambda it, s, who: actions.amend(it, text="Un autre texte.", actor=who)),
    Act.TAKE_OVER: (of_proposal, lambda it, s, who: actions.take_over(it, actor=who)),
    Act.FACILITATE: (of_proposal, lambda it, s, who: actions.facilitate(it, actor=who)),
    Act.AGREE_TO_FACILITATE: (of_proposal, lambda it, s, who: actions.agree_to_facilitate(it, actor=who)),
    Act.DECLINE_TO_FACILITATE: (of_proposal, lambda it, s, who: actions.decline_to_facilitate(it, actor=who)),
    Act.REPLACE_FACILITATOR: (
        of_proposal,
        lambda it, s, who: actions.replace_facilitator(it, person=s.zoe, actor=who),
    ),
    Act.NEXT_STAGE: (of_proposal, lambda it, s, who: actions.next_stage(it, actor=who)),
    Act.OBJECT_BEFOREHAND: (of_proposal, lambda it, s, who: actions.object_beforehand(it, reason=REASON, actor=who)),
    Act.OPEN_ROUND: (of_proposal, lambda it, s, who: actions.open_round(it, actor=who)),
    Act.TAKE_POSITION: (of_round, lambda it, s, who: actions.take_position(it, kind="consent", actor=who)),
    Act.CLOSE_ROUND: (of_round, lambda it, s, who: actions.close_round(it, actor=who)),
    Act.WORD: (of_objection, lambda it, s, who: actions.word_objection(it, reason=REASON, actor=who)),
    Act.ASK_HELP: (of_objection, lambda it, s, who: actions.ask_for_help(it, helper=s.zoe, actor=who)),
    Act.HELP_TO_WORD: (of_objection, lambda it, s, who: actions.help_to_word(it, reason=REASON, actor=who)),
    Act.SUGGEST: (of_objection, lambda it, s, who: actions.suggest(it, text="À deux", actor=who)),
    Act.SUGGEST_NOTHING: (of_objection, lambda it, s, who: actions.suggest_nothing(it, actor=who)),
    Act.LIFT: (of_objection, lambda it, s, who: actions.lift_objection(it, actor=who)),
    Act.CONCEDE: (of_objection, lambda it, s, who: actions.concede_objection(it, actor=who)),
    Act.TEST: (
        of_objection,
        lambda it, s, who: actions.test_aloud(it, shows_harm=True, shows_better_way=False, actor=who),
    ),
    Act.ASK_CIRCLE: (of_objection, lambda it, s, who: actions.ask_circle(it, actor=who)),
    Act.AGREE: (lambda s: s.request, answer_circle),
    Act.SUGGEST_EDIT: (
        of_proposal,
        lambda it, s, who: actions.suggest_edit(
            it, version=1, start=0, end=11, replacement="Les ateliers", reason="plus juste", actor=who
        ),
    ),
    Act.REFUSE_EDIT: (of_edit, lambda it, s, who: actions.refuse_edit(it, reason="déjà dit", actor=who)),
    Act.COMMENT: (
        of_proposal,
        lambda it, s, who: actions.comment_passage(it, version=1, start=0, end=11, text="Bien vu.", actor=who),
    ),
    Act.SETTLE_COMMENT: (of_comment, lambda it, s, who: actions.settle_comment(it, actor=who)),
    Act.VOTE_ONLINE: (
        of_proposal,
        lambda it, s, who: actions.vote_online(it, closes_at=now() + timedelta(days=7), actor=who),
    ),
    Act.PUT_TO_VOTE: (of_proposal, lambda it, s, who: actions.put_to_vote(it, actor=who)),
    Act.WITHDRAW: (of_proposal, lambda it, s, who: actions.withdraw(it, actor=who)),
    Act.SEND_BACK: (of_proposal, lambda it, s, who: actions.send_back(it, reason="à revoir", actor=who)),
    Act.SET_ASIDE: (of_proposal, lambda it, s, who: actions.set_aside(it, reason="trop tard", actor=who)),
    Act.ESCALATE: (
        of_proposal,
        lambda it, s, who: actions.escalate(it, to=Circle.objects.get(slug="autre"), reason="à eux", actor=who),
    ),
    Act.ACCEPT: (of_proposal, lambda it, s, who: actions.accept_handed(it, actor=who)),
    Act.RETURN: (of_proposal, lambda it, s, who: actions.return_handed(it, reason="à vous", actor=who)),
    Act.LAPSE: (of_proposal, lambda it, s, who: actions.lapse(it, reason="personne", actor=who)),
    Act.RESUME: (of_proposal, lambda it, s, who: actions.resume(it, actor=who)),
    Act.EXTEND: (of_proposal, lambda it, s, who: actions.extend_stage(it, actor=who)),
    Act.PAUSE: (of_proposal, lambda it, s, who: actions.pause(it, days=3, reason="les congés", actor=who)),
    Act.END_PAUSE: (of_proposal, lambda it, s, who: actions.end_pause(it, actor=who)),
    Act.CHOOSE_REVIEW_DAY: (
        of_proposal,
        lambda it, s, who: actions.choose_review_day(
            Decision.objects.filter(proposal=it).first() or Decision(proposal=it), day=date(2040, 1, 1), actor=who
        ),
    ),
    Act.GRANT_MINUTES: (
        of_proposal,
        lambda it, s, who: actions.grant_minutes(it, stage=it.state, granted=0, actor=who),
    ),
    Act.TAKE_ONLINE: (of_proposal, lambda it, s, who: actions.take_online(it, actor=who)),
}


def furnish(scene: Scene, act: Act) -> None:
    """Whatever the act is about must be there, at any stage: a question, a round, an objection, a request."""
    proposal = scene.proposal
    if act in (Act.ANSWER, Act.LEAVE_OPEN) and not proposal.questions.exists():
        Question.objects.create(proposal=proposal, asker=scene.rose, text="Qui ?", asked_at=proposal.created_at)
    if act == Act.CHOOSE_REPLACED:  # what it names has been replaced meanwhile
        first = None
        for serial in (1, 2):
            number, said = (
                f"2001-{serial:03d}",
                {"title": "Un", "text": "Un.", "process": "consent", "result": "Adoptée."},
            )
            first = Decision.objects.create(
                circle=scene.circle,
                year=2001,
                serial=serial,
                number=number,
                decided_at=proposal.created_at,
                replaces=first,
                **said,
            )
        Proposal.objects.filter(pk=proposal.pk).update(replaces=first.replaces)
    if act == Act.LEAVE_OPEN:  # long since: whoever facilitates may too
        proposal.stages.update(entered_at=proposal.created_at - timedelta(days=30))
        proposal.questions.update(asked_at=proposal.created_at - timedelta(days=30))
    if act == Act.TAKE_OVER:  # its author has left the circle, which has read it
        then = proposal.created_at - timedelta(days=30)
        Proposal.objects.filter(pk=proposal.pk).update(created_at=then, presented_at=then)
        Mandate.objects.filter(member=scene.malo).update(until=timezone.localdate())
    if act == Act.FACILITATE:  # and so has whoever facilitates
        Proposal.objects.filter(pk=proposal.pk).update(created_at=proposal.created_at - timedelta(days=30))
        Mandate.objects.filter(member=scene.ines).update(until=timezone.localdate())
    if act == Act.DETACH:
        attached_by(scene.paul, proposal)
    if act == Act.REFUSE_EDIT:
        suggested_edit(scene)
    if act == Act.SETTLE_COMMENT:
        comment(scene)
    if act in (Act.AGREE_TO_FACILITATE, Act.DECLINE_TO_FACILITATE):
        Proposal.objects.filter(pk=proposal.pk).update(facilitator_since=None)
    if act in (Act.ACCEPT, Act.RETURN):  # Paul sits in the circle that is asked; for the clock, its time is over
        if act == Act.RETURN:
            proposal.handings.update(ends_at=proposal.created_at)
        for handing in proposal.handings.filter(answered_at=None):
            Mandate.objects.create(member=scene.paul, circle=handing.to, since=timezone.localdate())
    about_round = {Act.TAKE_POSITION, Act.CLOSE_ROUND}
    about_objection = {
        Act.WORD,
        Act.ASK_HELP,
        Act.HELP_TO_WORD,
        Act.SUGGEST,
        Act.SUGGEST_NOTHING,
        Act.LIFT,
        Act.CONCEDE,
        Act.TEST,
        Act.ASK_CIRCLE,
        Act.AGREE,
    }
    if act in about_round | about_objection and not proposal.rounds.exists():
        round = proposal.rounds.create(
            version=proposal.versions.get(), number=1, quorum=3, opened_at=proposal.created_at
        )
        for member in scene.members:
            round.electors.create(member=member)
    if act in about_objection:
        round = scene.round
        position, _made = Position.objects.update_or_create(
            round=round, member=scene.rose, defaults={"kind": "objection", "taken_at": proposal.created_at}
        )
        Objection.objects.get_or_create(position=position)
        for member in (scene.ines, scene.malo, scene.paul, scene.zoe):
            answer = {"kind": "consent", "taken_at": proposal.created_at}
            Position.objects.get_or_create(round=round, member=member, defaults=answer)
    if act == Act.ASK_CIRCLE:
        heard = {"tested_by": scene.ines, "tested_at": proposal.created_at}
        ObjectionTest.objects.get_or_create(objection=scene.objection, defaults=heard)
    if act == Act.HELP_TO_WORD:
        WordingHelp.objects.create(position=scene.objection.position, helper=scene.paul, asked_at=proposal.created_at)
    if act == Act.WORD:
        Objection.objects.update(kind="")
    if act == Act.AGREE:
        request = CircleRequest.objects.create(
            objection=scene.objection,
            asked_by=scene.ines,
            asked_at=proposal.created_at,
            ends_at=now() + timedelta(days=3),
        )
        for member in (scene.ines, scene.malo, scene.paul, scene.zoe):
            CircleAgreement.objects.create(request=request, member=member)


def attached_by(member: Member, proposal: Proposal) -> AttachedFile:
    """As if it had been attached by a member who was the author then; its bytes lie nowhere."""
    file = {"name": "Le plan", "kind": "pdf", "size": 1, "sha256": "0" * 64, "key": "0" * 32}
    return AttachedFile.objects.create(proposal=proposal, place=1, member=member, attached_at=now(), **file)


def suggested_edit(scene: Scene) -> SuggestedEdit:
    """What Rose suggested, as if she had at any stage."""
    version = current_version(scene.proposal)
    return SuggestedEdit.objects.create(
        proposal=scene.proposal,
        first_version=version,
        version=version,
        start=0,
        quote=version.text[:11],
        replacement="Les ateliers",
        reason="plus juste",
        member=scene.rose,
        suggested_at=now(),
    )


def comment(scene: Scene) -> Comment:
    """What Rose said of the first words, as if she had at any stage."""
    version = current_version(scene.proposal)
    return Comment.objects.create(
        proposal=scene.proposal,
        first_version=version,
        version=version,
        start=0,
        end=11,
        quote=version.text[:11],
        text="Bien vu.",
        member=scene.rose,
        commented_at=now(),
    )


def voice_in(circle: Circle) -> Member:
    """Ambre, whom the collective employs, sits in the circle with a voice and without a vote."""
    ambre = Member.objects.filter(email="ambre@example.org").first() or person("Ambre")
    Mandate.objects.get_or_create(member=ambre, circle=circle, role=Mandate.Role.VOICE, since=date(2026, 1, 1))
    return ambre


def people(scene: Scene, omar: Any, lise: Any, admin: Any) -> dict[str, Any]:
    return {
        "author": scene.malo,
        "facilitator": scene.ines,
        "objector": scene.rose,
        "member": scene.paul,
        "observer": omar,
        "voice": voice_in(scene.circle),
        "former": lise,
        "administrator": admin,
        "visitor": AnonymousUser(),
        "clock": CLOCK,
    }


def expected(act: Act, roles: frozenset[Role], state: State) -> str:
    if not may(act, roles):
        return "denied"
    return "done" if leads_to(act, state) else "not now"


def attempt(act: Act, scene: Scene, who: Any, state: State) -> tuple[str, frozenset[Role]]:
    """What came of it, and what this person was to the proposal; everything is undone afterwards."""
    target, call = DOINGS[act]
    it = target(scene)
    roles = roles_of(who, it)
    try:
        with transaction.atomic():
            call(it, scene, who)
            came_to = scene.state
            transaction.set_rollback(True)
    except PermissionDenied:
        return "denied", roles
    except ValidationError as error:
        return ("not now" if getattr(error, "code", "") in {"stage", "closed", "ended"} else str(error)), roles
    except AttributeError as error:  # an anonymous person has no journal name: the act never began
        return ("denied" if isinstance(who, AnonymousUser) else str(error)), roles
    return ("done" if came_to in leads_to(act, state) else f"became {came_to}"), roles


# Acts that the table allows and that wait for something more, said elsewhere: the rule's own test is named.
CONDITIONS = {
    (Act.OPEN_ROUND, State.PRESENTED): "in a meeting (test_rounds)",
    (Act.OPEN_ROUND, State.CLARIFICATION): "in a meeting (test_rounds)",
    (Act.OPEN_ROUND, State.REACTIONS): "in a meeting (test_rounds)",
    (Act.OPEN_ROUND, State.INTEGRATION): "a new version (test_rounds)",
    (Act.CLOSE_ROUND, State.OBJECTIONS): "in a meeting, or at its end (test_rounds)",
    (Act.ASK_HELP, State.INTEGRATION): "what was written beforehand (test_wording)",
    (Act.HELP_TO_WORD, State.INTEGRATION): "what was written beforehand (test_wording)",
    (Act.ATTACH, State.INTEGRATION): "a new version (test_attached_files)",
    (Act.DETACH, State.INTEGRATION): "a new version (test_attached_files)",
    (Act.CHOOSE_REVIEW_DAY, State.ADOPTED): "where the day was over (test_reviews)",
    **{(Act.GRANT_MINUTES, state): "in a meeting (test_timeboxes)" for state in LIVE},
    **{(Act.VOTE_ONLINE, state): "the circle's rule (test_online_votes)" for state in LIVE},
    **{(Act.PUT_TO_VOTE, state): "the circle's rule (test_votes)" for state in LIVE},
}


OTHERWISE = (*ADVICE, State.READING, State.KNOWN)
"""Where a proposal by consent never stands."""


@pytest.mark.parametrize("state", [state for state in State if state not in OTHERWISE])
def test_every_role_and_act_at(state, scene, omar, lise, admin):
    Circle.objects.create(kind="commission", name="Autre", slug="autre")
    scene.bring_to(state)
    found = {}
    for act in DOINGS:
        with transaction.atomic():
            furnish(scene, act)
            scene.proposal.refresh_from_db()
            for name, who in people(scene, omar, lise, admin).items():
                came, roles = attempt(act, scene, who, state)
                scene.proposal.refresh_from_db()
                said = expected(act, roles, state)
                if came != said and not (said == "done" and (act, state) in CONDITIONS):
                    found[f"{act} by {name}"] = f"{came}, not {said}"
            transaction.set_rollback(True)
    assert found == {}


def test_every_act_of_the_table_is_tried():
    assert set(TABLE) - set(DOINGS) == {Act.DECIDE}  # a ballot decides: test_votes
    assert {act for table in TABLES.values() for act in table} == set(Act)


def test_neither_author_nor_facilitator_ends_an_objection_alone():
    for act in (Act.LIFT, Act.CONCEDE):
        assert TABLE[act].by == {Role.OBJECTOR}
    assert TABLE[Act.AGREE].by == {Role.ASKED, Role.CLOCK}  # the clock ends what nobody answered in time


def test_observers_may_ask_and_comment_and_nothing_else():
    allowed = {act for act in Act if may(act, [Role.OBSERVER])}
    assert allowed == {Act.ASK, Act.COMMENT}


def test_whoever_has_a_voice_asks_reacts_and_comments_and_nothing_else():
    allowed = {act for table in TABLES.values() for act in Act if table.may(act, [Role.VOICE])}
    assert allowed == {Act.ASK, Act.REACT, Act.COMMENT}


def test_the_author_is_silent_in_reactions_and_asks_nothing():
    both = [Role.AUTHOR, Role.MEMBER]
    assert not may(Act.REACT, both)
    assert not may(Act.ASK, both)


def test_nobody_does_anything_without_a_role():
    assert all(open_to(state, []) == frozenset() for state in State)


def test_what_is_adopted_rejected_withdrawn_or_lapsed_stays_so():
    for state in (State.ADOPTED, State.REJECTED, State.WITHDRAWN, State.LAPSED, State.ESCALATED):
        assert {to for act in Act for to in leads_to(act, state)} <= {state}


def test_only_the_clock_lets_a_proposal_lapse():
    assert TABLE[Act.LAPSE].by == {Role.CLOCK}


def test_at_each_deadline_the_clock_does_what_the_table_allows():
    for state in set(DEADLINES) - set(OTHERWISE):
        deadline = DEADLINES[state]
        assert may(deadline.act, [Role.CLOCK])
        assert leads_to(deadline.act, state)


def test_every_stage_under_way_has_its_deadline_but_a_vote_and_an_opinion():
    assert set(LIVE) - set(DEADLINES) == {State.VOTING, State.OPINION, State.HANDED}
    assert (
        set(DEADLINES) == {*MINUTES, *ADVICE, State.READING} == set(DAYS) - {State.VOTING}
    )  # a vote in a meeting is closed by hand


def test_every_stage_can_be_reached():
    reached = {State.DRAFT}
    moves = [move for table in TABLES.values() for move in table.values()]
    reached |= {to for move in moves for leads in move.leads.values() for to in leads}
    assert reached == set(State)


def test_the_proposal_type_names_every_state():
    assert set(Proposal.States.values) == set(State)
