"""One's own panel on a ballot: what each method asks, what counts for now, and what comes back when it is refused."""

import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse
from django.utils import translation

from tests.votes.conftest import accepted_proxy, ask, spaced
from votes.actions import cast_vote
from votes.counting.majority import MajorityRules
from votes.methods.rules import OptionRules
from votes.models import Signature, Vote
from votes.presenters.ballot_paper import value_of
from votes.presenters.voting_panel import my_vote

OPTIONS = ["Le toit", "Le jardin", "Le four"]
COSTS = dict.fromkeys(OPTIONS, 3)
EQUALS = {"ranking": ["Le jardin", ["Le toit", "Le four"]]}
MENTIONS = ("à rejeter", "passable", "bien")


@pytest.fixture(autouse=True)
def french():
    with translation.override("fr"):
        yield


class Fields(HTMLParser):
    """The controls of a page: (name, value) of what is ticked or chosen, and of all that could be."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.offered: list[tuple[str, str]] = []
        self.said: list[tuple[str, str]] = []
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        name, value = found.get("name", self._select), found.get("value", "on")
        if tag == "select":
            self._select = name
        elif tag == "option" or found.get("type") in ("radio", "checkbox"):
            self.offered.append((name, value))
            if "checked" in found or "selected" in found:
                self.said.append((name, value))


def opened(consultation, ines, method: str, **more):
    options = more.pop("options", OPTIONS)
    secret = more.pop("secret", False)
    return ask(consultation, ines, rules=OptionRules(method=method, **more), options=options, secret=secret)


def fields(client, ballot) -> Fields:
    return Fields(client.get(ballot.get_absolute_url()).content.decode())


def send(client, ballot, elector, **more):
    return client.post(
        reverse("votes:ballot-votes", args=[ballot.pk]), {"elector": elector.pk, "choice": "cast", **more}
    )


@pytest.mark.parametrize(
    ("method", "more", "sent", "choice"),
    [
        ("approval", {}, {"approve-0": "on", "approve-2": "on"}, {"approve": ["Le toit", "Le four"]}),
        ("approval", {"most": 1}, {"approve": "2"}, {"approve": ["Le four"]}),
        ("pav", {"seats": 2}, {"approve-1": "on"}, {"approve": ["Le jardin"]}),
        ("equal_shares", {"budget": 9, "costs": COSTS}, {"approve-1": "on"}, {"approve": ["Le jardin"]}),
        ("score", {"highest": 5}, {"score-0": "5", "score-1": "0"}, {"scores": {"Le toit": 5, "Le jardin": 0}}),
        ("majority_judgment", {"grades": MENTIONS}, {"grade-2": "2"}, {"grades": {"Le four": 2}}),
        ("schulze", {}, {"rank-0": "2", "rank-1": "1", "rank-2": "2"}, EQUALS),
        ("irv", {}, {"rank-2": "1"}, {"ranking": ["Le four"]}),
        ("stv_scottish", {"seats": 2}, {"rank-2": "1", "rank-0": "2"}, {"ranking": ["Le four", "Le toit"]}),
    ],
)
def test_what_is_sent_is_recorded_and_stands_in_the_form_again(
    client, consultation, ines, malo, method, more, sent, choice
):
    ballot = opened(consultation, ines, method, **more)
    client.force_login(malo)
    asked = fields(client, ballot)
    assert not asked.said
    assert set(sent.items()) <= set(asked.offered)

    send(client, ballot, malo, **sent)

    assert Vote.objects.get().choice == choice
    assert sorted(fields(client, ballot).said) == sorted(sent.items())


def test_dates_are_asked_in_words_with_three_answers_each(client, consultation, ines, malo):
    ballot = opened(consultation, ines, "dates", options=["2026-12-03T18:30", "2026-12-05"])
    client.force_login(malo)
    page = spaced(client.get(ballot.get_absolute_url()).content.decode())

    assert "jeudi 3 décembre, 18 h 30" in page
    assert "<legend>samedi 5 décembre</legend>" in page
    assert fields(client, ballot).offered == [(f"grade-{date}", value) for date in "01" for value in "210"]


def test_grades_are_a_row_of_the_ballot_s_own_words_the_best_first(consultation, ines, malo):
    ballot = opened(consultation, ines, "majority_judgment", grades=MENTIONS)
    line = my_vote(ballot, malo).papers[0].options_paper.lines[0]

    assert [mark.label for mark in line.marks] == ["bien", "passable", "à rejeter"]


def test_a_ranking_comes_back_in_its_own_order(consultation, ines, malo):
    ballot = opened(consultation, ines, "schulze")
    cast_vote(ballot, elector=malo, choice={"ranking": ["Le four", "Le jardin"]}, actor=malo)
    lines = my_vote(ballot, malo).papers[0].options_paper.lines

    assert [(line.label, line.field, line.value) for line in lines] == [
        ("Le four", "rank-2", 1),
        ("Le jardin", "rank-1", 2),
        ("Le toit", "rank-0", None),
    ]


def test_what_is_ticked_is_added_up(client, consultation, ines, malo):
    costs = {"Le toit": 9500, "Le jardin": 1800, "Le four": 650}
    ballot = opened(consultation, ines, "equal_shares", budget=12000, costs=costs)
    cast_vote(ballot, elector=malo, choice={"approve": ["Le toit", "Le jardin"]}, actor=malo)
    client.force_login(malo)
    page = spaced(client.get(ballot.get_absolute_url()).content.decode())

    assert re.search(r'coûte <span data-sum="12000">11.300</span>, pour un budget de 12.000', page)


@pytest.mark.parametrize(
    ("method", "choice", "words"),
    [
        ("schulze", {"ranking": ["Le jardin", ["Le toit", "Le four"]]}, "1. Le jardin, 2. Le toit = Le four"),
        ("approval", {"approve": ["Le toit", "Le four"]}, "Le toit, Le four"),
        ("approval", {"approve": []}, "Blanc"),
        ("schulze", "no_part", "Ne prend pas part"),
    ],
)
def test_what_counts_for_now_is_said_in_words(consultation, ines, malo, method, choice, words):
    ballot = opened(consultation, ines, method)
    cast_vote(ballot, elector=malo, choice=choice, actor=malo, reason="Je vends le four.")

    assert words in my_vote(ballot, malo).papers[0].vote_in_words


def test_a_blank_ballot_and_taking_no_part_have_their_buttons(client, consultation, ines, malo, rose):
    ballot = opened(consultation, ines, "schulze")
    client.force_login(malo)
    send(client, ballot, malo, choice="blank")
    client.force_login(rose)
    send(client, ballot, rose, choice="no_part", reason="C’est mon four.")

    assert {vote.entry.member: vote.choice for vote in Vote.objects.all()} == {malo: {"ranking": []}, rose: "no_part"}


def test_without_the_script_a_refused_answer_comes_back_as_it_was_typed(client, consultation, ines, malo):
    ballot = opened(consultation, ines, "approval", most=2)
    client.force_login(malo)
    answer = send(client, ballot, malo, **{"approve-0": "on", "approve-1": "on", "approve-2": "on"})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert Fields(page).said == [("approve-0", "on"), ("approve-1", "on"), ("approve-2", "on")]
    assert 'class="notice notice--clay"' in page
    page_again = reverse("votes:ballot-votes", args=[ballot.pk])
    mended = client.post(
        page_again, {"elector": malo.pk, "choice": "cast", "approve-0": "on"}, headers={"referer": f"http://testserver{page_again}"}
    )  # fmt: skip
    assert mended.url == ballot.get_absolute_url()


def test_a_refused_reason_comes_back_too(client, ballot, malo):
    client.force_login(malo)
    answer = send(client, ballot, malo, choice="no_part", reason="x" * 501)

    assert answer.status_code == 422
    assert "x" * 501 in answer.content.decode()


def test_what_was_typed_for_one_proxy_is_not_shown_for_another(consultation, ines, malo):
    ballot = opened(consultation, ines, "approval")
    typed = {"elector": str(ines.pk), "approve-0": "on"}

    assert [line.value for line in my_vote(ballot, malo, typed).papers[0].options_paper.lines] == [None, None, None]
    assert [line.value for line in my_vote(ballot, ines, typed).papers[0].options_paper.lines] == [1, None, None]


@pytest.mark.parametrize("typed", ["-1", "²", "9" * 30, "on on"])
def test_nonsense_that_was_typed_is_shown_as_nothing(consultation, ines, malo, typed):
    ballot = opened(consultation, ines, "schulze")
    lines = my_vote(ballot, malo, {"elector": str(malo.pk), "rank-0": typed}).papers[0].options_paper.lines

    assert [line.value for line in lines] == [None, None, None]


def test_a_secret_ballot_says_plainly_that_it_cannot_change(client, consultation, ines, malo):
    ballot = ask(consultation, ines, rules=MajorityRules(secret=True), secret=True)
    client.force_login(malo)
    page = spaced(client.get(ballot.get_absolute_url()).content.decode())

    assert "Une fois déposé, ce bulletin ne peut plus changer." in page
    assert [("choice", value) for value in ("for", "against", "abstain", "blank")] == fields(client, ballot).offered
    assert page.count('name="code"') == 1

    code = re.search(r'name="code" value="(\w+)"', page)[1]
    send(client, ballot, malo, choice="for", code=code)
    after = spaced(client.get(ballot.get_absolute_url()).content.decode())
    assert Signature.objects.get().entry.member == malo
    assert "Le bulletin est dans l’urne." in after
    assert 'name="choice"' not in after


@pytest.mark.parametrize(("method", "allowed"), [("stv_scottish", False), ("stv_meek", True), ("borda", True)])
def test_equals_are_offered_where_the_method_knows_them(client, consultation, ines, malo, method, allowed):
    ballot = opened(consultation, ines, method)
    client.force_login(malo)
    page = client.get(ballot.get_absolute_url()).content.decode()

    assert ("data-equal" in page) is allowed
    assert ("à égalité" in page) is allowed


def test_ids_stay_unique_when_somebody_holds_proxies(client, consultation, ines, malo, rose):
    accepted_proxy(consultation, giver=rose, holder=malo)
    ballot = opened(consultation, ines, "schulze")
    client.force_login(malo)
    ids = re.findall(r' id="([^"]+)"', client.get(ballot.get_absolute_url()).content.decode())

    assert len([one for one in ids if one.endswith("-rank-0")]) == 2
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("method", "choice", "said"),
    [
        ("schulze", {"ranking": ["B", ["A", "C"]]}, [2, 1, 2]),
        ("approval", {"approve": ["C"]}, [None, None, 1]),
        ("score", {"scores": {"A": 0}}, [0, None, None]),
        ("score", "no_part", [None, None, None]),
        ("score", None, [None, None, None]),
    ],
)
def test_what_a_choice_says_of_each_option(method, choice, said):
    rules = OptionRules(method=method, highest=5)

    assert [value_of(rules, choice, option) for option in "ABC"] == said
