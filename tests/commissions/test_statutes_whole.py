"""The fifteen questions, all answered, for three kinds of association: their rules, their articles, an evening."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override

from commissions.actions import create_circle
from commissions.actions.circles import RULES, rules_of
from commissions.models import Circle, RulesChange
from commissions.panels import PastMeeting
from commissions.replay import replayed
from commissions.sentences import rules_in_words
from commissions.statutes import answers_today, questions_for
from tests.commissions.helpers import told
from votes.counting.majority import MajorityTally


@dataclass(frozen=True)
class StatutesCase:
    """Every answer of one circle, the rules that it gives, what they say in French, and an evening told by them."""

    kind: str
    answers: dict[str, str]
    rules: dict[str, Any]  # as the journal writes them, of those that differ from the usual ones
    articles: list[str]  # the sentences that cite one
    evening: PastMeeting
    said: list[str]


def evening_of(
    title: str, roll: int, *, present: int, represented: int, days_ahead: int, vote: tuple[str, int, int, int]
) -> PastMeeting:
    """One at which everyone there or represented voted: the question, then how many for, against and abstaining."""
    question, votes_for, votes_against, abstain = vote
    tally = MajorityTally(roll, votes_for, votes_against, abstain, present=present, represented=represented)
    return PastMeeting(title, "/meetings/3/", roll, present, represented, days_ahead, [(question, tally)])


SMALL_ASSEMBLY = StatutesCase(
    kind="assembly",
    answers={
        "convening": "board_or_quarter", "delay": "10", "convocation_article": "statuts, article 9",
        "urgency": "none", "quorum": "none", "represented": "yes", "second": "15", "second_article": "",
        "proxies": "1", "majority": "relative", "base": "expressed",
        "article_of_convening": "", "article_of_quorum": "",
        "article_of_proxies": "", "article_of_majority": "",
    },
    rules={"convocation_days": 10, "convocation_article": "statuts, article 9", "proxy_cap": 1},
    articles=[
        "Ses réunions sont convoquées au moins 10 jours francs avant (statuts, article 9). Elle décide sur ce qui a "
        "été convoqué à temps, et sur rien d’autre.",
    ],
    evening=evening_of("AG 2025", 14, present=5, represented=2, days_ahead=8, vote=("Quitter le local ?", 3, 3, 1)),
    said=[
        "7 personnes comptent, sur 14 : aucun quorum n’est demandé.",
        "La convocation est partie 8 jours francs avant : trop tard, il en faut 10.",
        "« Quitter le local ? » : 3 pour, 3 contre, il en fallait 4 : pas adopté.",
    ],
)  # fmt: skip
SMALL_BOARD = StatutesCase(
    kind="board",
    answers={
        "convening": "members", "delay": "0", "convocation_article": "", "quorum": "none", "proxies": "0",
        "tie": "rejected", "remote_article": "",
        "article_of_convening": "", "article_of_quorum": "",
        "article_of_proxies": "", "article_of_tie": "",
    },
    rules={"convocation_days": 0, "proxy_cap": 0},
    articles=[],
    evening=PastMeeting("Bureau", "/meetings/4/", 3, 2, 0, None),
    said=["2 personnes comptent, sur 3 : aucun quorum n’est demandé."],
)  # fmt: skip
THIRD_PLACE_ASSEMBLY = StatutesCase(
    kind="assembly",
    answers={
        "convening": "board_or_third", "delay": "15", "convocation_article": "statuts, article 12",
        "urgency": "7", "quorum": "third", "represented": "yes", "second": "8", "second_article": "statuts, article 13",
        "proxies": "3", "majority": "absolute", "base": "expressed",
        "article_of_convening": "", "article_of_quorum": "statuts, article 14",
        "article_of_proxies": "", "article_of_majority": "statuts, article 14",
    },
    rules={
        "convening_share": "1/3", "convocation_days": 15, "convocation_article": "statuts, article 12",
        "urgent_days": 7, "meeting_quorum": "1/3", "second_days": 8, "second_article": "statuts, article 13",
        "proxy_cap": 3, "majority_threshold": "absolute",
        "articles": {"quorum": "statuts, article 14", "majority": "statuts, article 14"},
    },
    articles=[
        "Ses réunions sont convoquées au moins 15 jours francs avant (statuts, article 12). Délai en cas d’urgence : "
        "7 jours francs. Elle décide sur ce qui a été convoqué à temps, et sur rien d’autre.",
        "Sans son quorum, elle est convoquée de nouveau pour le même ordre du jour (statuts, article 13) : au moins "
        "8 jours francs avant, et elle décide alors quel que soit le nombre de personnes présentes.",
    ],
    evening=evening_of(
        "AG 2025", 154, present=41, represented=8, days_ahead=10,
        vote=("Acheter le bâtiment ?", 30, 12, 7),
    ),
    said=[
        "49 personnes comptent, sur 154, il en faut 52 : il manque 3 personnes pour le quorum.",
        "La convocation est partie 10 jours francs avant : à temps en cas d’urgence, sinon trop tard.",
        "« Acheter le bâtiment ? » : 30 pour, 12 contre, il en fallait 22 : rien n’est décidé, faute de quorum.",
    ],
)  # fmt: skip
THIRD_PLACE_BOARD = StatutesCase(
    kind="board",
    answers={
        "convening": "coordinators", "delay": "3", "convocation_article": "règlement intérieur, article 4",
        "quorum": "half", "proxies": "1", "tie": "casting", "remote_article": "statuts, article 16",
        "article_of_convening": "", "article_of_quorum": "",
        "article_of_proxies": "", "article_of_tie": "statuts, article 17",
    },
    rules={
        "convener": "coordinators", "convocation_days": 3, "convocation_article": "règlement intérieur, article 4",
        "meeting_quorum": "1/2", "proxy_cap": 1, "majority_tie": "casting", "remote_article": "statuts, article 16",
        "articles": {"tie": "statuts, article 17"},
    },
    articles=[
        "Ses réunions sont convoquées au moins 3 jours francs avant (règlement intérieur, article 4). Convoqué plus "
        "tard, ou pas du tout, il décide tant que plus de la moitié de ses membres est présente.",
        "On peut participer à ses réunions à distance (statuts, article 16).",
    ],
    evening=evening_of(
        "CA du 12 mars", 12, present=4, represented=1, days_ahead=3,
        vote=("Changer de fournisseur ?", 3, 1, 1),
    ),
    said=[
        "5 personnes comptent, sur 12, il en faut 6 : il manque 1 personne pour le quorum.",
        "La convocation est partie 3 jours francs avant : à temps.",
        "« Changer de fournisseur ? » : 3 pour, 1 contre, il en fallait 2 : rien n’est décidé, faute de quorum.",
    ],
)  # fmt: skip
LARGE_ASSEMBLY = StatutesCase(
    kind="assembly",
    answers={
        "convening": "members", "delay": "30", "convocation_article": "statuts, article 8",
        "urgency": "none", "quorum": "over_half", "represented": "no", "second": "30",
        "second_article": "statuts, article 15", "proxies": "none", "majority": "two_thirds", "base": "cast",
        "article_of_convening": "statuts, article 7", "article_of_quorum": "",
        "article_of_proxies": "loi de 1901", "article_of_majority": "",
    },
    rules={
        "convener": "together", "convocation_days": 30, "convocation_article": "statuts, article 8",
        "meeting_quorum": "1/2", "is_quorum_strict": True, "proxies_count": False, "second_days": 30,
        "second_article": "statuts, article 15", "proxy_cap": None, "majority_threshold": "2/3",
        "majority_base": "cast",
        "articles": {"convening": "statuts, article 7", "proxies": "loi de 1901"},
    },
    articles=[
        "Ses réunions sont convoquées au moins 30 jours francs avant (statuts, article 8). Elle décide sur ce qui a "
        "été convoqué à temps, et sur rien d’autre.",
        "Sans son quorum, elle est convoquée de nouveau pour le même ordre du jour (statuts, article 15) : au moins "
        "30 jours francs avant, et elle décide alors quel que soit le nombre de personnes présentes.",
    ],
    evening=evening_of(
        "AG 2025", 212, present=95, represented=40, days_ahead=30,
        vote=("Changer les statuts ?", 80, 30, 25),
    ),
    said=[
        "95 personnes comptent, sur 212, il en faut 107 : il manque 12 personnes pour le quorum.",
        "La convocation est partie 30 jours francs avant : à temps.",
        "« Changer les statuts ? » : 80 pour, 30 contre, il en fallait 90 : rien n’est décidé, faute de quorum.",
    ],
)  # fmt: skip
LARGE_BOARD = StatutesCase(
    kind="board",
    answers={
        "convening": "coordinators", "delay": "15", "convocation_article": "statuts, article 18", "quorum": "over_half",
        "proxies": "2", "tie": "rejected", "remote_article": "statuts, article 19",
        "article_of_convening": "", "article_of_quorum": "",
        "article_of_proxies": "", "article_of_tie": "",
    },
    rules={
        "convener": "coordinators", "convocation_days": 15, "convocation_article": "statuts, article 18",
        "meeting_quorum": "1/2", "is_quorum_strict": True, "remote_article": "statuts, article 19",
    },
    articles=[
        "Ses réunions sont convoquées au moins 15 jours francs avant (statuts, article 18). Convoqué plus tard, ou pas "
        "du tout, il décide tant que plus de la moitié de ses membres est présente.",
        "On peut participer à ses réunions à distance (statuts, article 19).",
    ],
    evening=evening_of("CA de mai", 18, present=7, represented=2, days_ahead=12, vote=("Embaucher ?", 5, 4, 0)),
    said=[
        "9 personnes comptent, sur 18, il en faut 10 : il manque 1 personne pour le quorum.",
        "La convocation est partie 12 jours francs avant : trop tard, il en faut 15.",
        "« Embaucher ? » : 5 pour, 4 contre, il en fallait 5 : rien n’est décidé, faute de quorum.",
    ],
)  # fmt: skip
CASES = {
    "a small association: its assembly": SMALL_ASSEMBLY,
    "a small association: its board": SMALL_BOARD,
    "a tiers-lieu of 154: its assembly": THIRD_PLACE_ASSEMBLY,
    "a tiers-lieu of 154: its board": THIRD_PLACE_BOARD,
    "an association of 212: its assembly": LARGE_ASSEMBLY,
    "an association of 212: its board": LARGE_BOARD,
}


@pytest.fixture(params=CASES)
def case(request) -> StatutesCase:
    return CASES[request.param]


@pytest.fixture
def circle(case, admin) -> Circle:
    return create_circle(actor=admin, kind=case.kind, name="Cercle")


def test_every_question_is_answered(case, circle) -> None:
    asked = {one.name for one in questions_for(circle) if one.answers}
    articles = {one.article for one in questions_for(circle) if one.article}

    assert case.answers.keys() == asked | articles
    assert set(case.answers) == set(answers_today(circle))
    for question in questions_for(circle):
        assert not question.answers or case.answers[question.name] in {one.key for one in question.answers}


def test_they_become_its_rules_and_nothing_else(case, circle, admin, client) -> None:
    usual = rules_of(circle)
    client.force_login(admin)

    answer = client.post(reverse("commissions:circle-statutes", args=[circle.slug]), case.answers)

    circle.refresh_from_db()
    assert answer.url == circle.get_absolute_url()
    assert rules_of(circle) == usual | case.rules
    assert set(case.rules) <= {*RULES, "is_quorum_strict", "articles"}
    assert answers_today(circle) == case.answers
    assert told("circle.rules_set") == {"circle": circle.pk, "ground": "founding", **case.rules}
    change = RulesChange.objects.get(circle=circle)
    assert (change.changed, change.ground, change.entered_by) == (case.rules, "founding", admin)


def test_what_they_say_cites_each_article(case, circle, admin, client) -> None:
    client.force_login(admin)
    client.post(reverse("commissions:circle-statutes", args=[circle.slug]), case.answers)

    circle.refresh_from_db()
    with override("fr"):
        sentences = [sentence.replace("\u00a0", " ") for sentence in rules_in_words(circle)]
    cited = [value for name, value in case.answers.items() if name.endswith("_article") and value]
    assert [one for one in sentences if any(article in one for article in cited)] == case.articles


def test_an_evening_is_told_again_by_all_of_them(case, circle, admin, client) -> None:
    before = Circle.objects.get(pk=circle.pk)
    client.force_login(admin)
    client.post(reverse("commissions:circle-statutes", args=[circle.slug]), case.answers)

    circle.refresh_from_db()
    with override("fr"):
        (evening,) = replayed([case.evening], before, circle)

    assert [line.text.replace("\u00a0", " ") for line in evening.lines] == case.said
