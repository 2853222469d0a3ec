"""Three questions help to choose how to decide: every combination of answers, and the page."""

from itertools import product

import pytest
from django.urls import reverse
from django.utils import translation

from commissions.models import Circle
from proposals import actions
from proposals.models import Proposal
from proposals.presenters.ways import ways_in_steps
from proposals.process_templates import IN_MEETING, ONLINE
from proposals.ways import QUESTIONS, Reach, Reason, Time, Undoing, Way, question_after, suggested_way

ANSWERS = list(product(Reach, Undoing, Time, [True, False]))


def expected(reach, undoing, time, one_may_decide) -> tuple[Way, Reason]:
    """The same as a list of what each way is for."""
    decided = reach not in (Reach.ROLE, Reach.NOTHING, Reach.OPTIONS)
    together = reach in (Reach.CIRCLE, Reach.BEYOND) or not one_may_decide
    return {
        reach == Reach.ROLE: (Way.ELECTION, Reason.ROLE),
        reach == Reach.NOTHING: (Way.INFORMATION, Reason.KNOWN),
        reach == Reach.OPTIONS: (Way.CHOICE, Reason.OPTIONS),
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


PARTS = [(reach, undoing, time) for reach in (None, *Reach) for undoing in (None, *Undoing) for time in (None, *Time)]


@pytest.mark.parametrize("one_may_decide", [True, False])
@pytest.mark.parametrize(("reach", "undoing", "time"), PARTS)
def test_a_question_is_asked_while_its_answer_may_change_the_way(reach, undoing, time, one_may_decide):
    asked = question_after(reach, undoing, time, one_may_decide=one_may_decide)
    whole = product([reach] if reach else Reach, [undoing] if undoing else Undoing, [time] if time else Time)
    ways = {suggested_way(*answers, one_may_decide=one_may_decide) for answers in whole}
    assert asked not in {name for name, said in zip(QUESTIONS, (reach, undoing, time), strict=True) if said}
    assert bool(asked) == (len(ways) > 1)


def page(client, circle, **answers) -> str:
    response = client.get(reverse("proposals:ways"), {"circle": circle.slug, **answers})
    assert response.status_code == 200
    return str(response.content.decode())


def test_before_the_answers_nothing_is_suggested(client, ca, malo):
    client.force_login(malo)
    shown = page(client, ca)
    assert "Qui cela touche-t-il" in shown
    assert "Peut-on revenir en arrière" not in shown
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


def sheet_of(client, **answers):
    return client.get(reverse("proposals:ways"), {"circle": "ca", **answers}).context["sheet"]


def test_each_answer_leads_to_the_next_question_and_may_be_changed(client, ca, malo):
    client.force_login(malo)
    whole_circle = dict(sheet_of(client).choices)["tout le cercle"]
    sheet = client.get(whole_circle).context["sheet"]
    assert sheet.question == "Peut-on revenir en arrière\xa0?"
    assert [(one.answer, one.url) for one in sheet.given] == [
        ("tout le cercle", f"{reverse('proposals:ways')}?circle=ca"),
    ]
    sheet = client.get(dict(sheet.choices)["oui, sans dommage"]).context["sheet"]
    assert sheet.given[1].url == whole_circle
    sheet = client.get(dict(sheet.choices)["dans la semaine"]).context["sheet"]
    assert (sheet.question, sheet.choices, sheet.suggestion.name) == ("", (), "À la majorité")


def test_what_needs_no_other_question_is_suggested_at_once(client, ca, malo):
    client.force_login(malo)
    sheet = sheet_of(client, reach="nothing", undoing="easy")
    assert (len(sheet.given), sheet.suggestion.name) == (1, "Pour information seulement")


def test_without_a_circle_one_is_asked_for(client, ca, malo):
    Circle.objects.create(kind="working_group", name="Verger", slug="verger", is_open=True)
    client.force_login(malo)
    shown = client.get(reverse("proposals:ways")).content.decode()
    for slug in ("ca", "verger"):
        assert f'href="{reverse("proposals:ways")}?circle={slug}"' in shown


def test_the_only_circle_is_taken(client, ca, malo):
    Circle.objects.exclude(pk=ca.pk).delete()
    client.force_login(malo)
    assert client.get(reverse("proposals:ways")).context["circle"] == ca


def test_the_way_that_was_asked_for_stays_while_a_circle_is_chosen(client, ca, malo):
    Circle.objects.create(kind="working_group", name="Verger", slug="verger", is_open=True)
    client.force_login(malo)
    shown = client.get(reverse("proposals:new"), {"process": "majority"}).content.decode()
    assert f'href="{reverse("proposals:new")}?process=majority&amp;circle=verger"' in shown


def steps(circle) -> dict[str, list[str]]:
    with translation.override("en"):
        ways = ways_in_steps(circle, (), "")
        return {way.way: [f"{step} {length}".strip() for step, length in way.steps] for way in ways}


def test_each_way_tells_its_own_steps_and_how_long_they_take(ca):
    ca.allows_advice, ca.online_article, ca.stage_days = True, "art. 9", {"deciding": 2, "reactions": 1}
    talked = [
        "The circle reads it. 1 day online",
        "Its members ask questions, and you answer each. 4 days online",
        "Each person says once what they feel about it. 1 day online",
        "You keep your text or improve it. 2 days online",
    ]
    assert steps(ca) == {
        "consent": [
            *talked,
            "Everybody says whether they can live with it. An objection shows what to improve. 5 days online",
            "Nobody objects any more: it is decided, until the day you look at it again.",
        ],
        "majority": [
            *talked,
            "Everybody votes, for or against. 7 days online",
            "The vote adopts it: it is decided, until the day you look at it again.",
        ],
        "choice": [
            *talked,
            "Everybody says which options they want, in the way that you chose. 7 days online",
            "What is chosen is decided, until the day you look at it again.",
        ],
        "advice": [
            "The people whom you name give their advice in writing, and ask you questions. 7 days online",
            "Whoever decides answers each advice, then decides with reasons that everybody reads. 2 days online",
            "It stands in the register with the name of whoever decided, until the day you look at it again.",
        ],
    }


def test_a_way_that_the_rules_do_not_offer_is_not_told(ca):
    assert list(steps(ca)) == ["consent", "majority", "choice"]


def test_by_consent_nobody_is_asked_to_decide_alone(client, ca, malo, ines):
    Circle.objects.update(allows_advice=True)
    client.force_login(malo)
    sent = {"circle": "ca", "title": "Un banc", "text": "Un banc.", "need": "Debout.", "process": "consent"}
    sent |= {"audience": "members", "review_on": "2035-06-01", "facilitator": ines.pk, "then": "present"}
    client.post(reverse("proposals:new"), {**sent, "decider": ines.pk, "advisers": [ines.pk]})
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.facilitator, proposal.decider, proposal.advices.count()) == (
        *("presented", ines, None, 0),
    )


def test_by_consent_it_is_presented_with_somebody_who_facilitates(client, ca, malo):
    client.force_login(malo)
    sent = {"circle": "ca", "title": "Un banc", "text": "Un banc.", "need": "Debout.", "process": "consent"}
    sent |= {"audience": "members", "review_on": "2035-06-01", "then": "present"}
    form = client.post(reverse("proposals:new"), sent).context["form"]
    assert list(form.errors) == ["facilitator"]
    assert " required" not in str(form["facilitator"])


def test_an_answer_that_is_none_asks_again(client, ca, malo):
    client.force_login(malo)
    shown = page(client, ca, reach="nobody", undoing="easy", time="week")
    assert "L’écrire ainsi" not in shown


def test_the_page_where_one_writes_offers_the_questions(client, ca, malo):
    client.force_login(malo)
    shown = client.get(reverse("proposals:new"), {"circle": "ca"}).content.decode()
    assert f"{reverse('proposals:ways')}?circle=ca" in shown


def form_of(client, circle="ca", **sent):
    """The form as it opens, or as it comes back with what is wrong."""
    url = reverse("proposals:new")
    return (client.post(url, {"circle": circle, **sent}) if sent else client.get(url, {"circle": circle})).context[
        "form"
    ]


def test_by_advice_who_decides_and_who_is_asked_are_needed(client, ca, malo):
    Circle.objects.update(allows_advice=True)
    client.force_login(malo)
    assert [form_of(client)[name].field.required for name in ("decider", "advisers")] == [True, True]
    form = form_of(client, title="Un banc", text="Un banc.", need="Debout.", process="advice", then="present")
    assert {"decider", "advisers"} <= set(form.errors)
    assert form.errors["decider"] == ["Dites qui décide\xa0: vous, ou une autre personne du cercle."]


def test_for_information_the_page_asks_for_a_text_to_read(client, ca, malo):
    client.force_login(malo)
    form = form_of(client)
    label = form["text"].label
    assert '<span class="only-decided">Le texte qui serait décidé</span>' in label
    assert '<span class="only-read">Le texte à lire</span>' in label
    form = form_of(client, title="Un banc", text="Un banc.", process="information", audience="members", then="present")
    assert dict(form.errors) == {"need": ["Dites pourquoi c’est utile à savoir\xa0: on lit mieux."]}


def test_what_is_for_information_is_not_for_everybody_once_decided(client, ca, malo):
    client.force_login(malo)
    sent = {"circle": "ca", "title": "Un banc", "text": "Un banc.", "need": "Debout.", "process": "information"}
    client.post(reverse("proposals:new"), {**sent, "audience": "public", "then": "present"})
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.audience) == ("reading", "members")


def add_template(circle, member, process="consent", name="Vite"):
    days = dict.fromkeys(ONLINE[process], 1)
    minutes = dict.fromkeys(IN_MEETING[process], 3)
    return actions.add_process_template(circle, process=process, name=name, days=days, minutes=minutes, actor=member)


def test_without_a_template_none_is_offered(client, ca, malo):
    client.force_login(malo)
    assert "template" not in form_of(client).fields


def test_templates_are_offered_for_the_ways_that_have_one_with_their_steps(client, ca, malo):
    template = add_template(ca, malo)
    client.force_login(malo)
    page = client.get(reverse("proposals:new"), {"circle": "ca"})
    assert page.context["form"].templated == ["consent"]
    shown = [(one.way, one.template, one.is_shown) for one in page.context["ways"]()]
    assert shown == [
        ("consent", "", True),
        ("consent", str(template.pk), False),
        ("majority", "", True),
        ("choice", "", True),
    ]
    assert "templated--consent" in page.content.decode()


def test_once_sent_the_steps_are_those_of_the_template_that_was_chosen(client, ca, malo):
    template = add_template(ca, malo)
    client.force_login(malo)
    sent = {"circle": "ca", "title": "Un banc", "process": "consent", "template": template.pk, "then": "present"}
    ways = client.post(reverse("proposals:new"), sent).context["ways"]()
    assert [(one.way, one.template) for one in ways if one.is_shown] == [
        ("consent", str(template.pk)),
        ("majority", ""),
        ("choice", ""),
    ]
    (steps,) = [one.steps for one in ways if one.template == str(template.pk)]
    assert [length for _step, length in steps] == [*["1 jour en ligne"] * 5, ""]


def test_the_rules_of_a_circle_and_its_page_lead_to_its_templates(client, ca, admin):
    client.force_login(admin)
    link = f'href="{reverse("proposals:process-templates", args=["ca"])}">Les modèles de processus du cercle'
    for name in ("circle", "circle-rules"):
        assert link in client.get(reverse(f"commissions:{name}", args=["ca"])).content.decode()
