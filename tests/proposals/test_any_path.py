"""Whatever people do, whenever, and however time passes: a proposal keeps to its table, and loses nothing."""

from datetime import date

from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given, note
from hypothesis import strategies as st

from commissions.models import Circle
from journal.comparisons import comparisons
from journal.verify import verify
from members.models import Member
from proposals import actions
from proposals.imports import read_history
from proposals.models import Proposal, ProposalAudience
from proposals.process import ENDED, State
from proposals.processes import table_of
from proposals.queries.deadlines import ends_of
from tests.proposals.paths import invariants
from tests.proposals.paths.links import by_link
from tests.proposals.paths.meetings import MEETINGS
from tests.proposals.paths.path import NAMES, Path, fixed_or_wider
from tests.proposals.paths.proposals import ACTS, PEOPLE
from tests.proposals.paths.texts import OPTIONS, the_proposal

MOVES = (
    *("talk", "talk", "talk", "lead", "lead", "round", "round", "everybody", "everybody"),
    *("objection", "objection", "objection", "vote", "vote", "advice", "advice", "link", "link", "link"),
    *("end", "meet", "meet", "meet now", "people", "time", "its time", "its time", "its time", "any"),
)
AUDIENCES = (ProposalAudience.MEMBERS, ProposalAudience.MEMBERS, ProposalAudience.CIRCLE)
PROCESSES = ("consent", "consent", "consent", "majority", "majority", "choice", "advice", "information")
COMPARED = ("decisions", "texts of proposals", "answers noted for somebody", "files of proposals")

HOURS = (0, 0.02, 1, 6, 25, 49, 24 * 5, 24 * 10, 24 * 33)

step = st.tuples(st.sampled_from(MOVES), st.sampled_from(NAMES), st.integers(0, 999))

RULES = st.fixed_dictionaries(
    {
        "kind": st.sampled_from([Circle.Kind.COMMISSION, Circle.Kind.BOARD, Circle.Kind.ASSEMBLY]),
        "online_article": st.sampled_from(["", "statuts, art. 9"]),
        "presumes_consent": st.sampled_from([False, False, True]),
        "hides_comments": st.booleans(),
        "fallback_rounds": st.sampled_from([None, 1]),
        "fallback_at_deadline": st.booleans(),
        "decides_late": st.booleans(),
        "skips_weekends": st.booleans(),
        "allows_advice": st.just(True),
        "majority_tie": st.sampled_from([Circle.Tie.REJECTED, Circle.Tie.CASTING]),
    }
)


def begin(path: Path, process: str, name: str, number: int = 1) -> None:
    """Somebody presents a proposal."""
    facilitates = {"facilitator": path.member("ines")}
    by_advice = {"decider": path.member("ines"), "advisers": [path.member("rose"), path.member("zoe")]}
    by_choice = {**facilitates, "method": "approval"}
    more = {"advice": by_advice, "information": {}, "choice": by_choice}.get(process, facilitates)

    def writes(path, who, number):
        more["replaces"] = path.circle.decisions.filter(replaced_by=None).first() if process == "consent" else None
        words = {"title": "Ouvrir le samedi", "need": path.words(), "text": f"{path.words()} le samedi\n\n{OPTIONS}"}
        proposal = actions.write_proposal(
            path.circle,
            **words,
            process=process,
            audience=AUDIENCES[number % 3],
            review_on=date(2027, 3, 1),
            actor=who,
            **more,
        )
        if process == "advice":
            actions.agree_to_decide(proposal, actor=path.member("ines"))
        elif process != "information" and number % 3:
            actions.agree_to_facilitate(proposal, actor=path.member("ines"))
        actions.present(proposal, actor=who)

    path.tries("present another", writes, name, number)


def names_of(group: str) -> list[str]:
    """What the table of its process allows at its stage."""
    proposal = the_proposal()
    table, state = table_of(proposal.process), State(proposal.state)
    return [name for name, (one, _deed) in ACTS[group].items() if one is None or table.leads_to(one, state)]


def clock_comes(path: Path) -> None:
    path.run_clock()
    with path.now():
        invariants.check_next_steps()


def its_time_is_over(path: Path) -> None:
    proposal = the_proposal()
    path.instant = max(path.instant, ends_of([proposal]).get(proposal.pk, path.instant))
    clock_comes(path)


def everybody_answers(path: Path, *, objector: str) -> None:
    """The proposal comes to its round, and all answer: it comes to something."""
    for _stage in range(4):
        if the_proposal().state in (State.PRESENTED, State.CLARIFICATION, State.REACTIONS, State.AMENDING):
            its_time_is_over(path)
    for other in NAMES[:5]:
        act = "object" if other == objector else "consent"
        path.tries(act, ACTS["round"][act][1], other, 1)


def take(path: Path, move: str, name: str, number: int) -> None:
    """One step."""
    if move == "its time":
        its_time_is_over(path)
    elif move == "time":
        path.passes(HOURS[number % len(HOURS)])
        if number % 4:
            clock_comes(path)
    elif move == "people":
        path.does_one(PEOPLE, name, number)
    elif move == "link":
        path.tries("answer by the link", by_link, name, number)
    elif move == "meet":
        path.does_one(MEETINGS, name, number)
    elif move == "meet now":
        for act in ("plan a meeting", "bring the proposal", "open the meeting"):
            path.tries(act, MEETINGS[act], name, 0)
        for other in NAMES[:4]:
            path.tries("arrive", MEETINGS["arrive"], other, 1)
        path.tries("begin an item", MEETINGS["begin an item"], name, number)
    elif move == "everybody":
        everybody_answers(path, objector=name)
    elif move == "any":
        path.does_one({act: deed for group in ACTS.values() for act, (_one, deed) in group.items()}, name, number)
    elif acts := names_of(move) if move in ACTS else []:
        path.does_one({act: ACTS[move][act][1] for act in acts}, name, number)
    elif the_proposal().state in ENDED:
        begin(path, PROCESSES[number % len(PROCESSES)], name, number)
    elif the_proposal().state == State.OBJECTIONS:
        everybody_answers(path, objector=name)
    else:
        its_time_is_over(path)


def pages_open() -> None:
    for proposal in Proposal.objects.exclude(state=State.DRAFT).exclude(audience="circle").order_by("-pk")[:2]:
        address = reverse("proposals:proposal", args=[proposal.pk])
        assert Client().get(address).status_code == 302
        for member in Member.objects.filter(is_active=True, name__in=["Rose", "Noe"]):
            client = Client()
            client.force_login(member)
            assert client.get(address).status_code == 200, f"{member} reads {proposal}"
            files = [
                client.get(reverse(f"proposals:proposal-{kind}", args=[proposal.pk])).content for kind in ("md", "json")
            ]
            assert read_history(files[0]) == read_history(files[1]), "both bring the same in elsewhere"


@fixed_or_wider
@given(RULES, st.sampled_from(PROCESSES), st.lists(step, min_size=15, max_size=45))
def test_it_never_leaves_the_table_nor_loses_a_word_nor_waits_for_ever(db, rules, process, steps) -> None:
    if process == "advice":
        rules = {**rules, "online_article": "statuts, art. 9"}
    with transaction.atomic():
        path = Path(rules)
        try:
            follow(path, process, steps)
        finally:
            for line in path.told:
                note(line)
            transaction.set_rollback(True)


def follow(path: Path, process: str, steps) -> None:
    begin(path, process, "malo", len(steps))
    before = {}
    for move, name, number in steps:
        take(path, move, name, number)
        with path.now():
            invariants.check_positions(before)
            invariants.check_words(path)
            invariants.check_table()
            invariants.check_adoption()
            invariants.check_hidden()
        before = invariants.positions()
    for hours in (24 * 40, 24 * 400, 24 * 500):  # nobody comes any more
        path.passes(hours)
        path.run_clock()
    with path.now():
        invariants.check_end()
        invariants.check_table()
        invariants.check_adoption()
        invariants.check_positions(before)
        invariants.check_words(path)
        invariants.check_readers()
        invariants.check_voices()
        verify()
        assert not [one for name in COMPARED for one in comparisons[name]()]
        pages_open()
