"""Whatever people do, whenever, and however time passes: an election without candidate comes to its end, and loses
nothing. (A stage that its table does not lead to raises RuntimeError, which is no refusal.)"""

from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given, note
from hypothesis import strategies as st

from commissions.models import Circle
from journal.comparisons import comparisons
from journal.verify import verify
from members.models import Member
from proposals.election_process import ENDED, ElectionState, leads_to
from tests.proposals.paths import invariants
from tests.proposals.paths.elections import ELECTIONS, start, the_election
from tests.proposals.paths.links import by_link
from tests.proposals.paths.meetings import MEETINGS, bring_election
from tests.proposals.paths.path import NAMES, Path, fixed_or_wider
from tests.proposals.paths.proposals import PEOPLE, vote

MOVES = (
    *("act",) * 7,
    *("everybody",) * 8,
    *("its time", "its time", "time", "meet", "meet now", "people", "any", "vote", "vote", "link", "link", "link"),
)
HOURS = (0, 0.02, 1, 6, 25, 49, 24 * 5, 24 * 10, 24 * 33)
COMPARED = (
    "nominations of elections",
    "nominations noted for somebody",
    "answers noted for somebody in an election",
    "decisions",
)

step = st.tuples(st.sampled_from(MOVES), st.sampled_from(NAMES), st.integers(0, 999))
RULES = st.fixed_dictionaries(
    {
        "kind": st.sampled_from([Circle.Kind.COMMISSION, Circle.Kind.BOARD]),
        "online_article": st.sampled_from(["", "statuts, art. 9"]),
        "ratifies_elections": st.sampled_from([False, False, True]),
        "decides_late": st.booleans(),
        "skips_weekends": st.booleans(),
    }
)


def clock_comes(path: Path) -> None:
    path.run_clock()
    with path.now():
        invariants.check_next_steps()


def everybody(path: Path, other: str, number: int) -> None:
    """All do what their stage asks of them; `other` answers otherwise."""
    match the_election().state:
        case ElectionState.ROLE | ElectionState.OPENING | ElectionState.CHANGE:
            path.tries("go on", ELECTIONS["go on"][1], "ines", 0)
        case ElectionState.NOMINATIONS:
            for name in NAMES[:5]:
                path.tries("name", ELECTIONS["name"][1], name, number)
        case ElectionState.PROPOSAL:
            path.tries("propose", ELECTIONS["propose"][1], "ines", number)
        case ElectionState.OBJECTIONS:
            for name in NAMES[:5]:
                act = "object" if name == other else "consent"
                path.tries(act, ELECTIONS[act][1], name, number)
        case ElectionState.ACCEPTANCE:
            path.tries("accept", ELECTIONS["accept"][1], other, number)


def take(path: Path, move: str, name: str, number: int) -> None:
    """One step."""
    state = ElectionState(the_election().state)
    acts = {act: deed for act, (one, deed) in ELECTIONS.items() if move == "any" or leads_to(one, state)}
    if number % 5:
        acts.pop("set aside", None)
    if move == "its time":
        ends_at = the_election().stage_ends_at or path.instant
        path.instant = max(path.instant, ends_at)
        clock_comes(path)
    elif move == "time":
        path.passes(HOURS[number % len(HOURS)])
        if number % 4:
            clock_comes(path)
    elif move == "link":
        path.tries("answer by the link", by_link, name, number)
    elif move == "meet":
        path.does_one({"bring the election": bring_election} | MEETINGS, name, number)
    elif move == "meet now":
        for act in ("plan a meeting", "bring the election", "open the meeting"):
            path.tries(act, ({"bring the election": bring_election} | MEETINGS)[act], name, 0)
        for other in NAMES[:4]:
            path.tries("arrive", MEETINGS["arrive"], other, 1)
        path.tries("begin an item", MEETINGS["begin an item"], name, number)
    elif move == "people":
        path.does_one(PEOPLE, name, number)
    elif move == "vote":
        path.tries("vote", vote, name, number)
    elif move == "everybody":
        everybody(path, name, number)
    elif acts and state not in ENDED:
        path.does_one(acts, name, number)
    else:
        path.tries("start another", start, name, number)


@fixed_or_wider
@given(RULES, st.lists(step, min_size=15, max_size=45))
def test_it_never_leaves_the_table_nor_loses_a_word_nor_waits_for_ever(db, rules, steps) -> None:
    with transaction.atomic():
        path = Path(rules)
        try:
            follow(path, steps)
        finally:
            for line in path.told:
                note(line)
            transaction.set_rollback(True)


def follow(path: Path, steps) -> None:
    path.tries("start", start, "ines", 0)
    before: set[tuple[str, int, int]] = set()
    for move, name, number in steps:
        take(path, move, name, number)
        with path.now():
            after = invariants.own_answers()
            assert before <= after
            before = after
            invariants.check_words(path)
            invariants.check_elections()
    for _month in range(12):  # nobody comes any more
        path.passes(24 * 31)
        path.run_clock()
    with path.now():
        invariants.check_words(path)
        invariants.check_elections()
        invariants.check_elections_end()
        verify()
        assert not [one for name in COMPARED for one in comparisons[name]()]
        pages_open()


def pages_open() -> None:
    address = reverse("proposals:election", args=[the_election().pk])
    assert Client().get(address).status_code == 302
    for member in Member.objects.filter(is_active=True, name__in=["Rose", "Noe"]):
        client = Client()
        client.force_login(member)
        assert client.get(address).status_code == 200
