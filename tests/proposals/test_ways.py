"""Three questions help to choose how to decide: every combination of answers, and the page."""

from itertools import product

import pytest
from django.urls import reverse

from commissions.models import Circle
from proposals.ways import Reach, Reason, Time, Undoing, Way, suggested_way

ANSWERS = list(product(Reach, Undoing, Time, [True, False]))


def expected(reach, undoing, time, one_may_decide) -> tuple[Way, Reason]:
    """The same as a list of what each way is for."""
    decided = reach not in (Reach.ROLE, Reach.NOTHING)
    together = reach in (Reach.CIRCLE, Reach.BEYOND) or not one_may_decide
    return {
        reach == Reach.ROLE: (Way.ELECTION, Reason.ROLE),
        reach == Reach.NOTHING: (Way.INFORMATION, Reason.KNOWN),
        decided and undoing == Undoing.HARD: (Way.CONSENT, Reason.LASTING),
        reach == Reach.FEW and undoing == Undoing.EASY and one_may_decide: (Way.ADVICE, Reason.FEW),
        decided and undoing == Undoing.EASY and together and time == Time.WEEK: (
            Way.MAJORITY,
            Reason.SOON,
        ),
        decided and undoing == Undoing.EASY and together and time == Time.LATER: (
            Way.CONSENT,
            Reason.TOGETHER,
        ),
    }[True]


@pytest.mark.parametrize(("reach", "undoing", "time", "one_may_decide"), ANSWERS)
def test_what_is_suggested(reach, undoing, time, one_may_decide):
    found = suggested_way(reach, undoing, time, one_may_decide=one_may_decide)
    assert found == expected(reach, undoing, time, one_may_decide)


def page(client, circle, **answers) -> str:
    response = client.get(reverse("proposals:ways"), {"circle": circle.slug, **answers})
    assert response.status_code == 200
    return str(response.content.decode())


def test_before_the_answers_nothing_is_suggested(client, ca, malo):
    client.force_login(malo)
    shown = page(client, ca)
    assert "Peut-on revenir en arrière" in shown
    assert "L’écrire ainsi" not in shown


@pytest.mark.parametrize(
    ("answers", "words", "address"),
    [
        ({"reach": "circle", "undoing": "hard", "time": "week"}, "Par consentement", "process=consent"),
        ({"reach": "circle", "undoing": "easy", "time": "week"}, "À la majorité", "process=majority"),
        ({"reach": "few", "undoing": "easy", "time": "week"}, "Par une personne, après avis", "process=advice"),
        (
            {"reach": "nothing", "undoing": "easy", "time": "week"},
            "Pour information seulement",
            "process=information",
        ),
        ({"reach": "role", "undoing": "easy", "time": "later"}, "Par une élection sans candidat", "elections/new/"),
    ],
)
def test_the_suggestion_leads_to_the_page_where_it_is_written(client, ca, malo, answers, words, address):
    Circle.objects.update(allows_advice=True)
    client.force_login(malo)
    shown = page(client, ca, **answers)
    assert words in shown
    assert address in shown
    assert f"circle={ca.slug}" in shown


def test_the_way_that_was_suggested_is_chosen_on_the_form_and_another_may_be(client, ca, malo):
    client.force_login(malo)
    response = client.get(reverse("proposals:new"), {"circle": "ca", "process": "majority"})
    form = response.context["form"]
    assert form["process"].value() == "majority"
    assert "consent" in [value for value, _label in form.fields["process"].choices]


def test_an_answer_that_is_none_asks_again(client, ca, malo):
    client.force_login(malo)
    shown = page(client, ca, reach="nobody", undoing="easy", time="week")
    assert "L’écrire ainsi" not in shown


def test_the_page_where_one_writes_offers_the_questions(client, ca, malo):
    client.force_login(malo)
    shown = client.get(reverse("proposals:new"), {"circle": "ca"}).content.decode()
    assert f"{reverse('proposals:ways')}?circle=ca" in shown
