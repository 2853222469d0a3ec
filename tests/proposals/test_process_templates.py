"""Templates of process: kept by a circle, chosen by a draft, and frozen when it is presented."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from commissions.models import Circle, Mandate
from journal.clock import now, telling
from journal.models import PrivateText
from proposals import actions
from proposals.models import ProcessTemplate, Proposal
from proposals.presenters.pictures import next_words, path_of
from proposals.presenters.process_templates import lengths_in_words
from proposals.process import State
from proposals.process_templates import HOUSE_TEMPLATES, IN_MEETING, ONLINE
from proposals.queries.deadlines import length_after, minutes_of, stage_of, vote_end
from proposals.queries.process_templates import days_in, house_templates, minutes_in
from tests.proposals.told import body, verbs
from tests.refusals import refused

PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2026, 11, 30, 18, 30, tzinfo=PARIS)
DAYS = {
    "presented": 2,
    "clarification": 1,
    "reactions": 6,
    "amending": 3,
    "objections": 9,
    "examination": 8,
    "integration": 7,
}
MINUTES = {
    "presented": 3,
    "clarification": 2,
    "reactions": 12,
    "amending": 4,
    "objections": 6,
    "examination": 7,
    "integration": 9,
}


def add(scene, **said) -> ProcessTemplate:
    fields = {"process": "consent", "name": "Pas à pas", "days": DAYS, "minutes": MINUTES, "actor": scene.ines}
    return actions.add_process_template(scene.circle, **{**fields, **said})


def edit(scene, template: ProcessTemplate | None, **said) -> Proposal:
    """The draft rewritten as it is, but for its template."""
    draft = scene.proposal
    fields = {name: getattr(draft, name) for name in ("title", "need", "facilitator", "review_on", "process")}
    given = {**fields, "text": "Un four.", "audience": draft.audience, "template": template, "actor": scene.malo}
    scene.proposal = actions.edit_proposal(draft, **{**given, **said})
    return scene.proposal


@pytest.fixture
def chosen(scene):
    """The draft has a template, and is presented with it on a Monday at 18:30."""
    scene.template = add(scene)
    edit(scene, scene.template)
    with telling(MONDAY):
        scene.bring_to(State.PRESENTED)
    return scene


def coordinate(scene, member) -> None:
    Mandate.objects.filter(circle=scene.circle, member=member).update(role=Mandate.Role.COORDINATOR)


def test_a_circle_without_a_coordinator_has_a_template_from_any_of_its_members(scene):
    template = add(scene, name="  Pas  à pas ", note=" Avant l’été. ")
    assert (template.name, template.note, template.days, template.minutes) == (
        "Pas à pas",
        "Avant l’été.",
        DAYS,
        MINUTES,
    )
    told = {"circle": scene.circle.pk, "template": template.pk, "process": "consent", "days": DAYS, "minutes": MINUTES}
    assert body("process_template.added").items() >= told.items()
    assert set(PrivateText.objects.values_list("text", flat=True)) >= {"Pas à pas", "Avant l’été."}


def test_the_same_again_changes_nothing(scene):
    assert add(scene) == add(scene)
    assert verbs().count("process_template.added") == 1


def test_where_somebody_coordinates_the_others_keep_none(scene):
    coordinate(scene, scene.rose)
    with refused("proposals.keep_templates"):
        add(scene)
    template = add(scene, actor=scene.rose)
    with refused("proposals.keep_templates"):
        actions.change_process_template(template, name="Autre", days=DAYS, minutes=MINUTES, actor=scene.ines)
    with refused("proposals.keep_templates"):
        actions.remove_process_template(template, actor=scene.ines)


def test_nobody_from_outside_keeps_one(scene, omar, admin):
    for person in (omar, admin):
        with refused("proposals.keep_templates"):
            add(scene, actor=person)


@pytest.mark.parametrize(
    ("said", "reasons", "fields"),
    [
        ({"name": " \u200b "}, [], {"name": "name"}),
        ({"process": "advice", "days": {"advising": 1, "deciding": 1}, "minutes": {}}, [], {"process": "advice"}),
        ({"days": DAYS | {"objections": 0}}, ["days"], {}),
        ({"days": DAYS | {"objections": 61}}, ["days"], {}),
        ({"days": DAYS | {"objections": True}}, ["days"], {}),
        ({"minutes": MINUTES | {"objections": 61}}, ["minutes"], {}),
        ({"days": {"presented": 1}}, ["stages"], {}),
        ({"days": DAYS | {"voting": 3}}, ["stages"], {}),
        ({"minutes": {}}, ["stages"], {}),
        ({"process": "majority"}, ["stages"], {}),
    ],
)
def test_what_means_nothing_is_refused(scene, said, reasons, fields):
    with refused(*reasons, **fields):
        add(scene, **said)
    assert not ProcessTemplate.objects.exists()


def test_two_of_one_name_are_refused_until_one_is_removed(scene):
    first, other = add(scene), add(scene, name="Autre")
    with refused(name="taken"):
        add(scene, days=DAYS | {"objections": 1})
    with refused(name="taken"):
        actions.change_process_template(other, name="Pas à pas", days=DAYS, minutes=MINUTES, actor=scene.ines)
    actions.remove_process_template(first, actor=scene.ines)
    assert add(scene).pk != first.pk


def test_a_change_is_told_once_and_a_removed_one_is_not_changed(scene):
    template = add(scene)
    days = DAYS | {"objections": 10}
    for _again in range(2):
        actions.change_process_template(template, name="Pas à pas", days=days, minutes=MINUTES, actor=scene.ines)
    template.refresh_from_db()
    assert (template.days, body("process_template.changed")["days"]) == (days, days)
    for _again in range(2):
        actions.remove_process_template(template, actor=scene.ines)
    with refused("removed"):
        actions.change_process_template(template, name="X", days=days, minutes=MINUTES, actor=scene.ines)
    assert verbs()[-3:] == ["process_template.added", "process_template.changed", "process_template.removed"]


def test_each_stage_ends_by_the_days_of_the_template(chosen):
    assert stage_of(chosen.proposal).ends_at == datetime(2026, 12, 2, 19, tzinfo=PARIS)
    with telling(datetime(2026, 12, 1, 9, tzinfo=PARIS)):
        actions.next_stage(chosen.proposal, actor=chosen.ines)
    assert stage_of(chosen.proposal).ends_at == datetime(2026, 12, 2, 9, tzinfo=PARIS)


def test_the_drawing_says_the_days_of_the_template(chosen):
    chosen.proposal.refresh_from_db()
    path = path_of(chosen.proposal, list(chosen.proposal.stages.all()))
    assert [stage.planned.replace("\xa0", " ") for stage in path] == [
        "",
        "2 décembre",
        "3 décembre",
        "9 décembre",
        "12 décembre",
    ]
    assert [stage.minutes for stage in path] == [3, 2, 12, 4, 6]


def test_in_a_meeting_a_stage_takes_the_minutes_of_the_template(chosen, evening):
    actions.put_to_meeting(chosen.proposal, occasion=evening, actor=chosen.ines)
    proposal = Proposal.objects.get()
    since = now()
    assert length_after(proposal, State.REACTIONS, since) == since + timedelta(minutes=12)
    assert "en 3 minutes environ" in next_words(proposal, None).replace("\xa0", " ")


def test_what_is_presented_keeps_its_lengths_whatever_becomes_of_the_template(chosen):
    changed = dict.fromkeys(DAYS, 30)
    actions.change_process_template(
        chosen.template, name="Lent", days=changed, minutes=MINUTES | {"reactions": 50}, actor=chosen.ines
    )
    actions.remove_process_template(chosen.template, actor=chosen.ines)
    Circle.objects.update(stage_days={"clarification": 20})
    with telling(datetime(2026, 12, 1, 9, tzinfo=PARIS)):
        actions.next_stage(chosen.proposal, actor=chosen.ines)
    proposal = Proposal.objects.get()
    assert stage_of(proposal).ends_at == datetime(2026, 12, 2, 9, tzinfo=PARIS)
    assert (proposal.stage_days, minutes_of(proposal, State.REACTIONS)) == (DAYS, 12)


def test_a_draft_is_presented_with_the_template_as_it_is_then(scene):
    template = add(scene)
    edit(scene, template)
    later = DAYS | {"presented": 4}
    actions.change_process_template(template, name="Pas à pas", days=later, minutes=MINUTES, actor=scene.ines)
    with telling(MONDAY):
        scene.bring_to(State.PRESENTED)
    assert stage_of(scene.proposal).ends_at == datetime(2026, 12, 4, 19, tzinfo=PARIS)
    told = body("proposal.presented")
    assert (told["template"], told["days"], told["minutes"]) == (template.pk, later, MINUTES)


def test_without_one_the_rules_of_the_circle_hold_and_the_journal_names_none(scene):
    edit(scene, add(scene))
    edit(scene, None)
    with telling(MONDAY):
        scene.bring_to(State.PRESENTED)
    assert stage_of(scene.proposal).ends_at == datetime(2026, 12, 1, 19, tzinfo=PARIS)
    assert "template" not in body("proposal.presented")


def test_a_vote_that_opens_by_itself_lasts_as_the_template_says(scene):
    days = {"presented": 1, "clarification": 1, "reactions": 1, "amending": 1, "voting": 12}
    minutes = {str(stage): 3 for stage in IN_MEETING["majority"]}
    template = add(scene, process="majority", days=days, minutes=minutes)
    proposal = edit(scene, template, process="majority")
    assert vote_end(proposal, MONDAY) == datetime(2026, 12, 12, 19, tzinfo=PARIS)


def test_a_template_of_another_way_or_circle_is_refused(scene, vie_quotidienne, omar):
    template = add(scene)
    with refused(template="otherwise"):
        edit(scene, template, process="majority")
    elsewhere = actions.add_process_template(
        vie_quotidienne, process="consent", name="Ailleurs", days=DAYS, minutes=MINUTES, actor=omar
    )
    with refused(template="template"):
        edit(scene, elsewhere)
    with refused(template="template"):
        actions.write_proposal(scene.circle, title="Un", text="Un.", template=elsewhere, actor=scene.malo)


def test_a_removed_one_is_kept_by_its_draft_and_refused_to_others(scene):
    template = add(scene)
    edit(scene, template)
    actions.remove_process_template(template, actor=scene.ines)
    template.refresh_from_db()
    assert edit(scene, template).stage_days == DAYS
    with refused(template="template"):
        actions.write_proposal(scene.circle, title="Un", text="Un.", template=template, actor=scene.malo)


def test_the_house_offers_what_the_circle_may_decide_by_at_its_pace(scene):
    scene.circle.stage_days, scene.circle.stage_minutes = {"objections": 20}, {"reactions": 11}
    by_key = {template.key: template for template in house_templates(scene.circle)}
    assert list(by_key) == ["circle", "week", "month", "vote", "options"]
    pace = days_in(scene.circle, by_key["circle"])
    assert (pace["objections"], pace["presented"]) == (20, 1)
    assert minutes_in(scene.circle, by_key["circle"])["reactions"] == 11
    scene.circle.allows_advice = True
    keys = [template.key for template in house_templates(scene.circle)]
    assert keys == ["circle", "week", "month", "vote", "options", "advice"]


@pytest.mark.parametrize(
    ("key", "days"),
    [("week", 7), ("month", 30), ("vote", 14), ("options", 14), ("advice", 10)],
    ids=lambda value: str(value),
)
def test_a_template_of_the_house_lasts_as_long_as_its_name_says(ca, key, days):
    (template,) = [one for one in HOUSE_TEMPLATES if one.key == key]
    lengths = days_in(ca, template)
    assert set(lengths) == set(ONLINE[template.process])
    assert f" {days} jours" in lengths_in_words(lengths, {})[0].replace("\xa0", " ")


def sent(template_days=DAYS, **said):
    lengths = {f"days_{stage}": days for stage, days in template_days.items()}
    return {"name": "Avant l’été", **lengths, **{f"minutes_{stage}": one for stage, one in MINUTES.items()}, **said}


def test_the_page_copies_changes_and_removes(scene, client):
    client.force_login(scene.ines)
    page = reverse("proposals:process-templates", args=["ca"])
    assert "Aucun pour l’instant" in client.get(page).content.decode()
    new = reverse("proposals:process-template-new", args=["ca"])
    assert 'value="Consentement rapide (une semaine)"' in client.get(new, {"of": "week"}).content.decode()
    assert client.post(new, sent(of="week")).status_code == 303
    template = ProcessTemplate.objects.get()
    assert (template.process, template.days, template.minutes) == ("consent", DAYS, MINUTES)
    address = reverse("proposals:process-template", args=[template.pk])
    assert client.post(address, sent(DAYS | {"objections": 61})).status_code == 422
    assert client.post(address, sent(DAYS | {"objections": 11})).status_code == 303
    template.refresh_from_db()
    assert template.days["objections"] == 11
    assert "objections 11" in client.get(page).content.decode().replace("\xa0", " ")
    assert client.post(reverse("proposals:process-template-removal", args=[template.pk])).status_code == 303
    assert client.get(address).status_code == 404
    assert "Avant l’été" not in client.get(page).content.decode()


def test_whoever_writes_chooses_one_and_the_page_says_so(scene, client):
    template = add(scene)
    client.force_login(scene.malo)
    written = {"circle": "ca", "title": "Un banc", "text": "Un banc.", "process": "consent", "audience": "members"}
    address = reverse("proposals:new")
    assert "Pas à pas (par consentement)" in client.get(address, {"circle": "ca"}).content.decode()
    client.post(address, {**written, "template": template.pk, "then": "draft"})
    proposal = Proposal.objects.get(title="Un banc")
    assert (proposal.template, proposal.stage_days) == (template, DAYS)
    page = client.get(proposal.get_absolute_url()).content.decode().replace("\xa0", " ")
    assert "Ses étapes dureront ce que dit le modèle « Pas à pas »." in page


def test_the_circle_shows_them_to_whoever_reads_it(scene, client, omar):
    client.force_login(omar)
    assert "Modèles de processus" not in client.get(scene.circle.get_absolute_url()).content.decode()
    add(scene)
    assert "Pas à pas" in client.get(scene.circle.get_absolute_url()).content.decode()


def test_the_api_lists_them_and_writes_with_one(scene, client):
    template = add(scene)
    client.force_login(scene.malo)
    (found,) = client.get(reverse("api-process-template-list"), {"circle__slug": "ca"}).json()["results"]
    assert (found["id"], found["circle"], found["days"]) == (template.pk, "ca", DAYS)
    data = {"circle": "ca", "title": "Un banc", "text": "Un banc.", "template": template.pk}
    made = client.post(reverse("api-proposal-list"), data, content_type="application/json")
    assert (made.status_code, made.json()["template"], made.json()["stage_days"]) == (201, template.pk, DAYS)
    refusal = client.post(reverse("api-proposal-list"), data | {"process": "majority"}, content_type="application/json")
    assert (refusal.status_code, set(refusal.json()["errors"])) == (400, {"template"})


def test_what_its_author_leaves_open_is_as_the_template_says_the_day_it_is_presented(scene):
    template = add(scene, review_months=3, subject=" Le  four ")
    edit(scene, template, review_on=None)
    with telling(MONDAY):
        actions.present(scene.proposal, actor=scene.malo)
    scene.proposal.refresh_from_db()
    assert (scene.proposal.review_on, scene.proposal.subject) == (date(2027, 2, 28), "Le four")
    assert body("process_template.added")["review_months"] == 3


def test_what_its_author_says_holds_whatever_the_template_says(scene):
    template = add(scene, review_months=3, subject="Le four")
    edit(scene, template, review_on=date(2028, 1, 1), subject="Le pain")
    with telling(MONDAY):
        actions.present(scene.proposal, actor=scene.malo)
    scene.proposal.refresh_from_db()
    assert (scene.proposal.review_on, scene.proposal.subject) == (date(2028, 1, 1), "Le pain")


def test_a_template_that_suggests_nothing_leaves_the_day_to_be_chosen(scene):
    edit(scene, add(scene), review_on=None)
    with refused(review_on="review"):
        actions.present(scene.proposal, actor=scene.malo)


@pytest.mark.parametrize("months", [0, 25])
def test_it_is_looked_at_again_within_two_years(scene, months):
    with refused(review_months="review"):
        add(scene, review_months=months)
    template = add(scene, review_months=24)
    with refused(review_months="review"):
        actions.change_process_template(
            template, name="Pas à pas", days=DAYS, minutes=MINUTES, review_months=months, actor=scene.ines
        )


def test_the_pages_adapt_it_and_whoever_writes_leaves_the_day_to_it(scene, client):
    client.force_login(scene.ines)
    new = reverse("proposals:process-template-new", args=["ca"])
    assert client.post(new, sent(of="week", review_months="25")).status_code == 422
    client.post(new, sent(of="week", review_months="3", subject="Le four"))
    template = ProcessTemplate.objects.get()
    page = client.get(reverse("proposals:process-templates", args=["ca"])).content.decode().replace("\xa0", " ")
    assert "Réexaminée après 3 mois." in page
    assert "Rangée sous « Le four »." in page
    address = reverse("proposals:process-template", args=[template.pk])
    assert 'name="review_months" value="3"' in client.get(address).content.decode()

    client.force_login(scene.malo)
    assert (
        "autant de mois que le dit son modèle"
        in client.get(reverse("proposals:new"), {"circle": "ca"}).content.decode()
    )
    written = {"circle": "ca", "title": "Un banc", "text": "Un banc.", "process": "consent", "audience": "members"}
    with telling(MONDAY):
        client.post(reverse("proposals:new"), {**written, "template": template.pk, "then": "draft"})
        client.post(reverse("proposals:new"), {**written, "title": "Sans", "then": "draft"})
    days = dict(Proposal.objects.filter(title__in=["Un banc", "Sans"]).values_list("title", "review_on"))
    assert days == {"Un banc": date(2027, 2, 28), "Sans": date(2027, 5, 31)}
