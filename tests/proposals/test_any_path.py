"""Whatever people do, whenever, and however time passes: a proposal keeps to its table, and loses nothing."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commissions.models import Circle, Mandate
from journal.clock import now, telling
from proposals import actions, due
from proposals.models import Advice, Decision, Objection, Position, Proposal, Question, Stage, Version
from proposals.process import DEADLINES, ENDED, State
from proposals.processes import TABLES
from proposals.queries.deadlines import stage_of
from tests.proposals.scene import REASON
from votes.actions import cast_vote
from votes.due import close_ballots

BEGINNING = datetime(2026, 11, 30, 17, 30, tzinfo=UTC)
NAMES = ("malo", "ines", "rose", "paul", "zoe")
FOLLOWS = {
    process: {state: {to for move in table.values() for to in move.leads.get(state, ())} for state in State}
    for process, table in TABLES.items()
}  # what each stage may become, on any act, by each way to decide

OPTIONS = "# Bleu\n\n# Vert"  # which other ways to decide read as words like others


def vote_for(scene, who) -> None:
    ballot = scene.proposal.online_votes.get().consultation.ballot
    cast_vote(ballot, elector=who, choice={"approve": ["Vert"]} if ballot.options else "for", actor=who)


ACTS = {
    "ask": lambda s, who: actions.ask(s.proposal, text="Combien ?", actor=who),
    "answer": lambda s, who: actions.answer(s.question, text="Deux.", actor=who),
    "leave open": lambda s, who: actions.leave_open(s.question, reason="partie", actor=who),
    "react": lambda s, who: actions.react(s.proposal, text="Oui.", actor=who),
    "go on": lambda s, who: actions.next_stage(s.proposal, actor=who),
    "amend": lambda s, who: actions.amend(s.proposal, text=f"{Version.objects.count()}\n\n{OPTIONS}", actor=who),
    "object beforehand": lambda s, who: actions.object_beforehand(s.proposal, reason=REASON, actor=who),
    "open the round": lambda s, who: actions.open_round(s.proposal, actor=who),
    "consent": lambda s, who: actions.take_position(s.round, kind="consent", actor=who),
    "object": lambda s, who: actions.take_position(s.round, kind="objection", objection=REASON, actor=who),
    "close the round": lambda s, who: actions.close_round(s.round, actor=who),
    "suggest": lambda s, who: actions.suggest(s.objection, text="À deux.", actor=who),
    "lift": lambda s, who: actions.lift_objection(s.objection, actor=who),
    "make it a concern": lambda s, who: actions.concede_objection(s.objection, actor=who),
    "ask the circle": lambda s, who: s.ask_circle(),
    "agree": lambda s, who: actions.answer_circle(s.request, agrees=True, actor=who),
    "open the vote": lambda s, who: actions.vote_online(s.proposal, closes_at=now() + timedelta(days=4), actor=who),
    "put to a vote": lambda s, who: actions.put_to_vote(s.proposal, actor=who),
    "vote": vote_for,
    "advise": lambda s, who: actions.advise(s.proposal, text="Plutôt en mai.", actor=who),
    "answer advice": lambda s, who: actions.answer_advice(
        s.proposal.advices.latest("given_at"), text="Oui.", actor=who
    ),
    "decide alone": lambda s, who: actions.take_decision(s.proposal, is_adopted=True, reasons="Oui.", actor=who),
    "decline to decide": lambda s, who: actions.decline_to_decide(s.proposal, actor=who),
    "read": lambda s, who: actions.mark_read(s.proposal, actor=who),
    "extend": lambda s, who: actions.extend_stage(s.proposal, actor=who),
    "pause": lambda s, who: actions.pause(s.proposal, days=5, reason="les congés", actor=who),
    "end the pause": lambda s, who: actions.end_pause(s.proposal, actor=who),
    "take over": lambda s, who: actions.take_over(s.proposal, actor=who),
    "facilitate": lambda s, who: actions.facilitate(s.proposal, actor=who),
    "set aside": lambda s, who: actions.set_aside(s.proposal, reason="trop tard", actor=who),
    "take up again": lambda s, who: actions.resume(s.proposal, actor=who),
    "leave": lambda s, who: Mandate.objects.filter(member=who).update(since=date(2026, 1, 1), until=date(2026, 2, 1)),
}
step = st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(NAMES), st.integers(0, 120))  # act, who, hours later
REFUSED = (ValidationError, PermissionDenied, ObjectDoesNotExist, AssertionError)


def attempt(scene, act: str, name: str) -> None:
    """What is refused, or has no object yet, changes nothing."""
    scene.proposal.refresh_from_db()
    try:
        with transaction.atomic():
            ACTS[act](scene, getattr(scene, name))
    except REFUSED:
        return


def decide_by(process: str, scene) -> None:
    """The draft is decided in that way; by advice, Inès has agreed to decide, and asks Rose and Zoé; by a choice, there
    are two options."""
    Circle.objects.update(allows_advice=True)
    method = "approval" if process == Proposal.Process.CHOICE else ""
    Proposal.objects.update(process=process, method=method, decider=scene.ines, decider_since=BEGINNING)
    if method:
        Version.objects.all().delete()
        Version.objects.create(proposal=scene.proposal, number=1, text=OPTIONS, author=scene.malo, created_at=BEGINNING)
    for adviser in (scene.rose, scene.zoe) if process == Proposal.Process.ADVICE else ():
        Advice.objects.create(proposal=scene.proposal, adviser=adviser, asked_by=scene.malo, asked_at=BEGINNING)


def run_clock() -> None:
    close_ballots()
    due.conclude_votes()
    due.conclude_requests()
    due.give_times()
    due.bring_votes_online()
    due.end_stages()


def written() -> set[tuple[str, str]]:
    """Every text that somebody typed, wherever it is kept."""
    questions = {("question", text) for text in Question.objects.values_list("text", flat=True)}
    versions = {(f"version {number}", text) for number, text in Version.objects.values_list("number", "text")}
    return questions | versions


def positions() -> set[tuple[int, int]]:
    return set(Position.objects.values_list("round", "member"))


def check_table(process: str) -> None:
    """Each stage follows from the one before, by an act of the table."""
    stages = list(Stage.objects.order_by("pk").values_list("state", flat=True))
    for before, after in pairwise(stages):
        assert State(after) in FOLLOWS[process][State(before)], f"{before} became {after}"


def check_adoption() -> None:
    for decision in Decision.objects.select_related("round"):
        standing = Objection.objects.filter(position__round=decision.round, end="")
        assert not standing.exists(), "adopted over an objection that stands"


@settings(max_examples=12, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(Proposal.Process.values), st.lists(step, min_size=5, max_size=25))
def test_it_never_leaves_the_table_nor_loses_a_word_nor_waits_for_ever(scene, process, steps):
    with transaction.atomic():
        instant = BEGINNING
        decide_by(process, scene)
        with telling(instant):
            actions.present(scene.proposal, actor=scene.malo)
        texts, answered = written(), positions()
        for act, name, hours in steps:
            instant += timedelta(hours=hours)
            with telling(instant):
                run_clock()
                attempt(scene, act, name)
            assert texts <= written()
            assert answered <= positions()
            texts, answered = written(), positions()
        check_table(process)
        check_adoption()

        for days in (400, 500):  # nobody comes any more, and whoever is left is silent, in a vote that opened too
            with telling(instant + timedelta(days=days)):
                run_clock()

        assert scene.state in ENDED
        assert State(scene.proposal.state) not in DEADLINES
        assert stage_of(scene.proposal).ends_at is None
        check_table(process)
        check_adoption()
        transaction.set_rollback(True)
    scene.proposal.refresh_from_db()
