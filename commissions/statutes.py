"""What statutes say of an assembly and of a board, asked in plain words: each answer is a few rules of that circle.

Fifteen questions, nine for the assembly and six for the board, each with the article that says so, where one is known:
questions about one subject of rules share it (`rule_subjects.py`). An answer that nobody gave leaves the rules as they
are; `commissions/forms/circles.py` has the rules that statutes seldom name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commissions.models import Circle
from commissions.rule_subjects import ARTICLE_OF
from votes.counting import quorum

Text = str | Promise
SAYS_SO = _("Which article says so?")
RulesOf = Mapping[str, Any]


@dataclass(frozen=True)
class StatutesAnswer:
    """One answer: its key in addresses, its words, the rules that it stands for (names of `actions.circles.RULES`)."""

    key: str
    label: Text
    rules: RulesOf


@dataclass(frozen=True)
class StatutesQuestion:
    """One question. `article` is the field of the article that is asked with it, "" where another question asks for it:
    a rule that holds one, or `article_of_` and the subject. `asks_article` are its words; without answers it is alone.
    """

    name: str
    text: Text
    answers: tuple[StatutesAnswer, ...]
    help: Text = ""
    article: str = ""
    asks_article: Text = SAYS_SO


def _numbered(rule: str, *choices: tuple[int | None, Text]) -> tuple[StatutesAnswer, ...]:
    return tuple(
        StatutesAnswer("none" if value is None else str(value), label, {rule: value}) for value, label in choices
    )


CONVENING, WHO_CONVENES = ARTICLE_OF + "convening", _("Which article says who calls it together?")
QUORUMS, ON_THE_QUORUM = ARTICLE_OF + "quorum", _("Which article speaks of the quorum?")
ON_PROXIES = _("Which article speaks of proxies?")
COORDINATORS = Circle.Convener.COORDINATORS.value
QUORUM = (
    StatutesAnswer("none", _("However many come"), {"meeting_quorum": None}),
    StatutesAnswer("quarter", _("A quarter of those who vote there"), {"meeting_quorum": quorum.read("1/4")}),
    StatutesAnswer("third", _("A third of them"), {"meeting_quorum": quorum.read("1/3")}),
    StatutesAnswer("half", _("Half of them"), {"meeting_quorum": quorum.read("1/2")}),
    StatutesAnswer("over_half", _("More than half of them"), {"meeting_quorum": quorum.read(">1/2")}),
)
PROXIES = _numbered(
    "proxy_cap",
    (0, _("None: nobody votes for somebody else")),
    (1, _("One")),
    (2, _("Two")),
    (3, _("Three")),
    (5, _("Five")),
    (None, _("As many as one is given")),
)
OF_ASSEMBLIES = (
    StatutesQuestion(
        "convening",
        _("Who calls the assembly together?"),
        (
            StatutesAnswer(
                "board_or_quarter",
                _("The board, or a quarter of the members together"),
                {"convener": "", "convening_share": "1/4"},
            ),
            StatutesAnswer(
                "board_or_third",
                _("The board, or a third of the members together"),
                {"convener": "", "convening_share": "1/3"},
            ),
            StatutesAnswer(
                "board_or_tenth",
                _("The board, or a tenth of the members together"),
                {"convener": "", "convening_share": "1/10"},
            ),
            StatutesAnswer(
                "members",
                _("A quarter of the members together, and nobody else"),
                {"convener": Circle.Convener.TOGETHER.value, "convening_share": "1/4"},
            ),
        ),
        article=CONVENING,
        asks_article=WHO_CONVENES,
    ),
    StatutesQuestion(
        "delay",
        _("How long before it does the letter leave?"),
        _numbered(
            "convocation_days",
            (7, _("7 days")),
            (10, _("10 days")),
            (15, _("15 days")),
            (21, _("21 days")),
            (30, _("30 days")),
        ),
        _("In clear days: neither the day of the letter nor that of the assembly counts."),
        "convocation_article",
    ),
    StatutesQuestion(
        "urgency",
        _("And when it is urgent?"),
        _numbered("urgent_days", (None, _("The same delay")), (3, _("3 days")), (7, _("7 days"))),
    ),
    StatutesQuestion("quorum", _("How many people must be there to decide?"), QUORUM),
    StatutesQuestion(
        "represented",
        _("Does somebody who gave a proxy count among them?"),
        (
            StatutesAnswer("yes", _("Yes"), {"proxies_count": True}),
            StatutesAnswer("no", _("No, only those who came"), {"proxies_count": False}),
        ),
        article=QUORUMS,
        asks_article=ON_THE_QUORUM,
    ),
    StatutesQuestion(
        "second",
        _("Too few came: how long until a second assembly?"),
        tuple(
            StatutesAnswer(str(days), label, {"second_days": days, "second_quorum": None})
            for days, label in ((8, _("8 days")), (15, _("15 days")), (30, _("30 days")))
        ),
        _(
            "It has the same agenda, and decides however many come. It needs an article that says so: without one it "
            "is not offered."
        ),
        "second_article",
    ),
    StatutesQuestion(
        "proxies",
        _("How many proxies may one person hold?"),
        PROXIES,
        article=ARTICLE_OF + "proxies",
        asks_article=ON_PROXIES,
    ),
    StatutesQuestion(
        "majority",
        _("A vote is won with how many votes?"),
        (
            StatutesAnswer("relative", _("More for than against"), {"majority_threshold": "relative"}),
            StatutesAnswer("absolute", _("More than half"), {"majority_threshold": "absolute"}),
            StatutesAnswer("two_thirds", _("Two thirds"), {"majority_threshold": "2/3"}),
            StatutesAnswer("three_quarters", _("Three quarters"), {"majority_threshold": "3/4"}),
        ),
    ),
    StatutesQuestion(
        "base",
        _("Of which votes is that counted?"),
        (
            StatutesAnswer("expressed", _("Of the votes for and against"), {"majority_base": "expressed"}),
            StatutesAnswer("cast", _("Of all votes, abstentions and blanks too"), {"majority_base": "cast"}),
            StatutesAnswer("present", _("Of all who are there or represented"), {"majority_base": "present"}),
        ),
        _("With “more for than against” it makes no difference."),
        ARTICLE_OF + "majority",
        _("Which article speaks of the majority?"),
    ),
)
OF_BOARDS = (
    StatutesQuestion(
        "convening",
        _("Who calls the board together?"),
        (
            StatutesAnswer("members", _("Any of its members"), {"convener": ""}),
            StatutesAnswer(
                "coordinators", _("Those who coordinate it"), {"convener": Circle.Convener.COORDINATORS.value}
            ),
        ),
        article=CONVENING,
        asks_article=WHO_CONVENES,
    ),
    StatutesQuestion(
        "delay",
        _("How long before it does the letter leave?"),
        _numbered(
            "convocation_days", (0, _("The same day is enough")), (3, _("3 days")), (7, _("7 days")), (15, _("15 days"))
        ),
        _("In clear days: neither the day of the letter nor that of the meeting counts."),
        "convocation_article",
    ),
    StatutesQuestion(
        "quorum",
        _("How many of its members must be there to decide?"),
        QUORUM,
        article=QUORUMS,
        asks_article=ON_THE_QUORUM,
    ),
    StatutesQuestion(
        "proxies",
        _("How many proxies may one person hold?"),
        PROXIES,
        article=ARTICLE_OF + "proxies",
        asks_article=ON_PROXIES,
    ),
    StatutesQuestion(
        "tie",
        _("As many are for as against: what then?"),
        (
            StatutesAnswer("rejected", _("It is not adopted"), {"majority_tie": "rejected"}),
            StatutesAnswer(
                "casting",
                _("One person, named before the vote, decides (the chair, in many statutes)"),
                {"majority_tie": "casting", "majority_threshold": "relative"},
            ),
        ),
        article=ARTICLE_OF + "tie",
        asks_article=_("Which article speaks of a tie?"),
    ),
    StatutesQuestion(
        "at_a_distance",
        _("Which article lets those who take part at a distance count as present?"),
        (),
        _("Left empty, they listen and speak, and do not count."),
        "remote_article",
    ),
)

ASKED = {Circle.Kind.ASSEMBLY.value: OF_ASSEMBLIES, Circle.Kind.BOARD.value: OF_BOARDS}


def questions_for(circle: Circle) -> tuple[StatutesQuestion, ...]:
    """Those of an assembly or of a board; none for any other circle, on which statutes say nothing."""
    return ASKED.get(circle.kind, ())


def answer_today(question: StatutesQuestion, circle: Circle) -> str:
    """The key of the answer that its rules give today; "" where they say something else."""
    return next((one.key for one in question.answers if _holds(one.rules, circle)), "")


def answers_today(circle: Circle) -> dict[str, str]:
    """What its rules answer to each question, and the articles, by the name of their rule; "" for neither."""
    answers = {one.name: answer_today(one, circle) for one in questions_for(circle) if one.answers}
    articles = {one.article: article_today(one, circle) for one in questions_for(circle) if one.article}
    return answers | articles


def article_today(question: StatutesQuestion, circle: Circle) -> str:
    """The article that its rules cite for this question; "" for none."""
    if question.article.startswith(ARTICLE_OF):
        return circle.article_on(question.article.removeprefix(ARTICLE_OF))
    return str(getattr(circle, question.article))


def rules_of_answers(circle: Circle, answers: Mapping[str, str]) -> dict[str, Any]:
    """The rules that these answers (and articles, by the name of their field) stand for, as `set_rules` takes them; an
    answer that is empty leaves its own."""
    rules: dict[str, Any] = {}
    articles: dict[str, str] = {}
    for question in questions_for(circle):
        if question.article in answers and question.article.startswith(ARTICLE_OF):
            articles[question.article.removeprefix(ARTICLE_OF)] = answers[question.article]
        elif question.article in answers:
            rules[question.article] = answers[question.article]
        chosen = next((one for one in question.answers if one.key == answers.get(question.name)), None)
        rules |= chosen.rules if chosen else {}
    return {**rules, "articles": articles} if articles else rules


def _holds(rules: RulesOf, circle: Circle) -> bool:
    return all(getattr(circle, name) == value for name, value in rules.items())
