"""From the statutes of an association to the rules of its assembly and its board."""

from copy import copy

import pytest
from django.urls import reverse
from django.utils.translation import override

from commissions.actions import create_circle, set_rules
from commissions.actions.circles import RULES
from commissions.models import Circle
from commissions.panels import PastMeeting
from commissions.replay import imagined, replayed
from commissions.rule_subjects import ARTICLE_OF, ARTICLES, SUBJECTS
from commissions.statutes import OF_ASSEMBLIES, OF_BOARDS, answers_today, questions_for, rules_of_answers
from members.actions import end_founding
from tests.commissions.helpers import told, verbs
from votes.counting import quorum
from votes.counting.majority import MajorityTally

ASSOCIATIONS = {
    "as the law leaves it": (
        {"convening": "board_or_quarter", "delay": "7", "quorum": "none", "proxies": "none", "majority": "relative"},
        {"convocation_days": 7, "meeting_quorum": None, "proxy_cap": None, "majority_threshold": "relative"},
    ),
    "a tiers-lieu": (
        {"delay": "15", "convocation_article": "art. 12", "quorum": "third", "second": "15",
         "second_article": "art. 13"},
        {"convocation_days": 15, "convocation_article": "art. 12", "meeting_quorum": quorum.read("1/3"),
         "second_days": 15, "second_quorum": None, "second_article": "art. 13"},
    ),
    "a strict one": (
        {"convening": "members", "quorum": "over_half", "represented": "no", "majority": "two_thirds", "base": "cast"},
        {"convener": "together", "convening_share": "1/4", "meeting_quorum": quorum.read(">1/2"),
         "proxies_count": False, "majority_threshold": "2/3", "majority_base": "cast"},
    ),
}  # fmt: skip


HALF_OF_THEM = "atteint au moins la moitié de ses membres"


@pytest.fixture
def ag(admin) -> Circle:
    return create_circle(actor=admin, kind=Circle.Kind.ASSEMBLY, name="AG")


def test_fifteen_questions_each_with_answers_that_are_told_apart() -> None:
    questions = [*OF_ASSEMBLIES, *OF_BOARDS]

    assert len(questions) == 15
    for question in questions:
        keys = [answer.key for answer in question.answers]
        assert len(keys) == len(set(keys))
        assert {name for answer in question.answers for name in answer.rules} <= set(RULES)
        assert bool(keys) or question.article in RULES


@pytest.mark.parametrize("kind", ["assembly", "board"])
def test_each_answer_is_read_again_from_the_rules_that_it_gives(kind, admin) -> None:
    circle = create_circle(actor=admin, kind=kind, name="Cercle")
    for question in questions_for(circle):
        for answer in question.answers:
            set_rules(circle, actor=admin, **rules_of_answers(circle, {question.name: answer.key}))
            circle.refresh_from_db()
            assert answers_today(circle)[question.name] == answer.key


@pytest.mark.parametrize("association", ASSOCIATIONS)
def test_three_associations_give_their_assembly_its_rules(association, ag) -> None:
    answers, rules = ASSOCIATIONS[association]

    assert rules_of_answers(ag, answers).items() >= rules.items()


def test_what_was_not_answered_stays(ag) -> None:
    assert rules_of_answers(ag, {"quorum": "", "delay": "nonsense", "unknown": "7"}) == {}


def test_answers_are_tried_before_they_are_adopted(client, admin, ag) -> None:
    client.force_login(admin)
    address = reverse("commissions:circle-statutes", args=[ag.slug])
    page = client.get(address, {"quorum": "half", "delay": "7"}).content.decode()

    ag.refresh_from_db()
    assert HALF_OF_THEM in page
    assert HALF_OF_THEM not in client.get(address).content.decode()
    assert '<input type="hidden" name="quorum" value="half">' in page
    assert '<input type="hidden" name="delay"' not in page  # it is so today
    assert (ag.meeting_quorum, verbs()) == (None, ["circle.created"])

    answer = client.post(address, {"quorum": "half", "second_article": " art. 13 "})

    ag.refresh_from_db()
    assert answer.url == ag.get_absolute_url()
    assert (ag.meeting_quorum, ag.second_article) == (quorum.read("1/2"), "art. 13")
    assert told("circle.rules_set") == {
        "circle": ag.pk,
        "ground": "founding",
        "meeting_quorum": "1/2",
        "second_article": "art. 13",
    }


def test_an_article_alone_is_an_answer(client, admin, ag) -> None:
    client.force_login(admin)
    address = reverse("commissions:circle-statutes", args=[ag.slug])
    page = client.get(address, {"article_of_quorum": "statuts, art. 14"}).content.decode()

    assert '<span class="muted">(statuts, art. 14)</span>' in page
    assert '<input type="hidden" name="article_of_quorum" value="statuts, art. 14">' in page

    assert client.post(address, {"article_of_quorum": "statuts, art. 14"}).status_code == 303
    ag.refresh_from_db()
    assert ag.articles == {"quorum": "statuts, art. 14"}
    assert answers_today(ag)["article_of_quorum"] == "statuts, art. 14"

    assert client.post(address, {"article_of_quorum": "", "quorum": "third"}).status_code == 303
    ag.refresh_from_db()
    assert (ag.articles, ag.meeting_quorum) == ({}, quorum.read("1/3"))


def test_an_article_that_is_too_long_is_told_on_its_field(client, admin, ag) -> None:
    client.force_login(admin)
    answer = client.post(reverse("commissions:circle-statutes", args=[ag.slug]), {"article_of_quorum": "x" * 81})

    assert answer.status_code == 422
    assert Circle.objects.get(pk=ag.pk).articles == {}


def test_each_question_has_its_article_or_shares_that_of_its_subject() -> None:
    for questions in (OF_ASSEMBLIES, OF_BOARDS):
        asked = {question.article for question in questions if question.article}
        subjects = {ARTICLES.get(key, ARTICLE_OF + key): set(rules) for key, rules in SUBJECTS.items()}
        ruled = set().union(*(subjects[article] for article in asked))
        assert all(set(answer.rules) & ruled for one in questions for answer in one.answers)


def test_answers_that_change_nothing_say_so(client, admin, ag) -> None:
    client.force_login(admin)
    page = client.get(reverse("commissions:circle-statutes", args=[ag.slug]), {"quorum": "none"}).content.decode()

    assert "Les règles le disent déjà" in page
    assert "Adopter ces règles" not in page


def test_after_the_founding_they_name_the_decision(client, admin, ag) -> None:
    end_founding(actor=admin)
    client.force_login(admin)

    answer = client.post(reverse("commissions:circle-statutes", args=[ag.slug]), {"quorum": "half"})

    ag.refresh_from_db()
    assert answer.status_code == 422
    assert ag.meeting_quorum is None


def test_a_commission_has_no_statutes(client, admin, vie_quotidienne) -> None:
    client.force_login(admin)

    assert client.get(reverse("commissions:circle-statutes", args=[vie_quotidienne.slug])).status_code == 404


def with_rules(circle: Circle, **rules: object) -> Circle:
    other = copy(circle)
    for name, value in rules.items():
        setattr(other, name, value)
    return other


COUNTED = MajorityTally(154, 50, 20, abstain=5, present=60, represented=15)
EVENING = PastMeeting("AG 2025", "/meetings/3/", 154, 60, 15, 10, [("Acheter ?", COUNTED)])


@pytest.mark.parametrize(
    ("rules", "quorum_line", "delay_line", "vote_line", "others"),
    [
        (
            {"meeting_quorum": "1/2"},
            "75 personnes comptent, sur 154, il en faut 77 : il manque 2 personnes pour le quorum.",
            "La convocation est partie 10 jours francs avant : à temps.",
            "« Acheter ? » : 50 pour, 20 contre, il en fallait 21 : rien n’est décidé, faute de quorum.",
            [True, False, True],
        ),
        (
            {"meeting_quorum": "1/3", "proxies_count": False, "convocation_days": 15},
            "60 personnes comptent, sur 154, il en faut 52 : le quorum est là.",
            "La convocation est partie 10 jours francs avant : trop tard, il en faut 15.",
            "« Acheter ? » : 50 pour, 20 contre, il en fallait 21 : adopté.",
            [True, True, False],
        ),
        (
            {"majority_threshold": "3/4", "majority_base": "cast", "convocation_days": 15, "urgent_days": 7},
            "75 personnes comptent, sur 154 : aucun quorum n’est demandé.",
            "La convocation est partie 10 jours francs avant : à temps en cas d’urgence, sinon trop tard.",
            "« Acheter ? » : 50 pour, 20 contre, il en fallait 57 : pas adopté.",
            [False, True, True],
        ),
    ],
)  # fmt: skip
def test_an_evening_is_told_again_by_other_rules(ag, rules, quorum_line, delay_line, vote_line, others) -> None:
    with override("fr"):
        (told_again,) = replayed([EVENING], ag, with_rules(ag, **rules))

    said = [line.text.replace("\u00a0", " ") for line in told_again.lines]
    assert said == [quorum_line, delay_line, vote_line]
    assert [line.is_other for line in told_again.lines] == others


def test_evenings_are_imagined_where_none_was_held(ag) -> None:
    with override("en"):
        quarter, third, half = imagined(154, ag, with_rules(ag, meeting_quorum="1/3"))

    assert [one.lines[0].text for one in (quarter, third, half)] == [
        "39 people count of 154, where it takes 52: 13 people are missing for the quorum.",
        "52 people count of 154, where it takes 52: the quorum is there.",
        "77 people count of 154, where it takes 52: the quorum is there.",
    ]
