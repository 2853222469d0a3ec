"""The register: numbers, replacing, who reads it, what never changes."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from proposals import actions
from proposals.models import Decision, ReaderChange, Register
from proposals.process import State
from proposals.queries import decisions_for, standing_of
from tests.proposals.told import body, verbs
from tests.refusals import refused


def adopt(scene, title="Titre", **fields) -> Decision:
    """Another decision of the circle, by consent."""
    proposal = actions.write_proposal(
        scene.circle,
        title=title,
        need="besoin",
        text=f"Le texte de {title}.",
        facilitator=scene.ines,
        review_on=timezone.localdate() + timedelta(days=100),
        is_presented=True,
        actor=scene.malo,
        **fields,
    )
    scene.proposal = proposal
    scene.walk_to(State.OBJECTIONS)
    scene.all_answer()
    return Decision.objects.get(proposal=proposal)


def test_numbers_follow_each_other(scene):
    year = timezone.localdate().year
    numbers = [adopt(scene, title).number for title in ("Un", "Deux", "Trois")]
    assert numbers == [f"{year}-001", f"{year}-002", f"{year}-003"]
    assert Register.objects.get().last == 3


def test_an_act_that_fails_leaves_no_hole(scene):
    adopt(scene, "Un")
    with transaction.atomic():
        adopt(scene, "Perdue")
        transaction.set_rollback(True)
    assert adopt(scene, "Deux").serial == 2


def test_each_year_has_its_own(scene, monkeypatch):
    adopt(scene, "Un")
    monkeypatch.setattr("proposals.actions.register.now", lambda: timezone.now() + timedelta(days=366))
    assert adopt(scene, "Deux").number == f"{timezone.localdate().year + 1}-001"


def test_the_result_says_every_number(scene):
    scene.bring_to(State.OBJECTIONS)
    scene.all_answer(rose="objection", paul="concern", zoe="stand_aside")
    actions.lift_objection(scene.objection, actor=scene.rose)
    said = Decision.objects.get().result
    for number in ("5", "3"):
        assert number in said
    assert body("decision.recorded")["number"] == Decision.objects.get().number


def test_a_decision_is_never_edited_nor_by_the_database(scene):
    adopt(scene)
    for change in ({"text": "autre"}, {"number": "2026-999"}, {"result": "autre"}, {"serial": 7}, {"reasons": ""}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Decision.objects.update(**change)


def test_it_is_corrected_by_another_that_replaces_it(scene):
    first = adopt(scene, "Un")
    second = adopt(scene, "Un, corrigé", replaces=first)
    today = timezone.localdate()
    first.refresh_from_db()
    assert (first.standing(today), second.standing(today)) == ("replaced", "in_force")
    assert second.replaces == first
    assert body("decision.recorded")["replaces"] == first.number


def test_a_repeal_puts_nothing_in_its_place(scene):
    first = adopt(scene, "Un")
    adopt(scene, "Fin de Un", replaces=first, is_repeal=True)
    first.refresh_from_db()
    assert first.standing(timezone.localdate()) == "repealed"


def test_a_repeal_names_what_it_ends(ca, malo):
    with refused("repeal"):
        actions.write_proposal(ca, title="Fin", text="Fin.", is_repeal=True, actor=malo)


def test_a_circle_replaces_its_own_decisions(scene, vie_quotidienne, omar):
    first = adopt(scene, "Un")
    with refused("replaces"):
        actions.write_proposal(vie_quotidienne, title="Deux", text="Deux.", replaces=first, actor=omar)


def test_on_its_day_it_is_to_be_looked_at_again(scene):
    first, later = adopt(scene, "Un"), timezone.localdate() + timedelta(days=100)
    assert first.standing(later) == "to_review"
    assert list(standing_of(Decision.objects.all(), Decision.Standing.TO_REVIEW, later)) == [first]
    assert not standing_of(Decision.objects.all(), Decision.Standing.IN_FORCE, later).exists()


def test_who_reads_what(scene, omar, noe, admin):
    from django.contrib.auth.models import AnonymousUser

    public = adopt(scene, "Public", audience="public")
    members = adopt(scene, "Membres")
    circle = adopt(scene, "Cercle", audience="circle")
    assert set(decisions_for(AnonymousUser())) == {public}
    assert set(decisions_for(omar)) == set(decisions_for(noe)) == set(decisions_for(admin)) == {public, members}
    assert set(decisions_for(scene.rose)) == {public, members, circle}


def test_the_circle_publishes_and_nothing_else_changes(scene, omar):
    decision = adopt(scene)
    with refused("proposals.publish"):
        actions.publish_decision(decision, audience="public", actor=omar)
    actions.publish_decision(decision, audience="public", actor=scene.rose)
    actions.publish_decision(decision, audience="public", actor=scene.rose)
    assert verbs().count("decision.published") == 1
    assert body("decision.published") == {
        "decision": decision.pk, "number": decision.number, "audience": "public", "former": "members",
    }  # fmt: skip
    with refused("audience"):
        actions.publish_decision(decision, audience="nobody", actor=scene.rose)


def test_a_visitor_reads_what_is_public(client, scene):
    public, members = adopt(scene, "Ouvert à tous", audience="public"), adopt(scene, "Entre nous")
    page = client.get(reverse("proposals:decisions")).content.decode()
    assert "Ouvert à tous" in page
    assert "Entre nous" not in page
    assert client.get(public.get_absolute_url()).status_code == 200
    assert client.get(members.get_absolute_url()).status_code in {302, 403}


def test_the_register_is_searched_and_filtered(client, scene):
    adopt(scene, "Le café")
    first = adopt(scene, "Le bail")
    adopt(scene, "Le bail, revu", replaces=first)
    client.force_login(scene.rose)

    def found(**query):
        page = client.get(reverse("proposals:decisions"), query).content.decode()
        return {title for title in ("Le café", "Le bail", "Le bail, revu") if f">{title}<" in page}

    assert found() == {"Le café", "Le bail", "Le bail, revu"}
    assert found(q="café") == found(q="CAFE le") == {"Le café"}
    assert found(q="les cafés") == {"Le café"}
    assert found(q="café bail") == set()
    assert found(q=" ?") == found(q="")
    assert found(q=first.number) == {"Le bail"}
    assert found(standing="replaced") == {"Le bail"}
    assert found(year="1999") == set()
    assert found(year="peut-être") == {"Le café", "Le bail", "Le bail, revu"}


def test_a_public_decision_does_not_tell_a_closed_one(client, scene):
    secret = adopt(scene, "La dette de Paul", audience="circle")
    public = adopt(scene, "Une règle", audience="public", replaces=secret)
    for reader in (None, scene.ines):
        if reader:
            client.force_login(reader)
        page = client.get(public.get_absolute_url()).content.decode()
        assert ("La dette de Paul" in page) == (reader is not None)


def test_each_line_says_its_result_and_has_its_concerns_and_reasons_within_reach(client, scene, omar):
    scene.bring_to(State.OBJECTIONS)
    scene.all_answer(rose="concern", zoe="stand_aside")
    decision = Decision.objects.get()
    client.force_login(scene.paul)
    for address in ("proposals:decisions", "proposals:in-force"):
        page = client.get(reverse(address)).content.decode()
        assert escape(decision.result) in page
        assert "<summary>Résultat, raisons, 1 réserve" in page
        assert "Rose, une réserve" in page


def test_a_visitor_reads_the_counts_of_what_is_public_and_no_name(client, scene):
    scene.proposal.audience = "public"
    scene.proposal.save(update_fields=["audience"])
    scene.bring_to(State.OBJECTIONS)
    scene.all_answer(rose="concern")
    page = client.get(reverse("proposals:decisions")).content.decode()
    assert escape(Decision.objects.get().result) in page
    assert "Rose" not in page


def test_who_made_it_public_and_when_is_shown_to_all_members(scene, omar, client):
    decision = adopt(scene)
    actions.publish_decision(decision, audience="public", actor=scene.rose)
    client.force_login(omar)
    page = client.get(decision.get_absolute_url()).content.decode()
    assert page.count("Rose a choisi le") == 1
    assert "Qui peut la lire" in page.partition('id="life-title"')[2]
    for address in ("/", scene.circle.get_absolute_url()):
        shown = client.get(address).content.decode()
        assert f"Rendue publique : {decision.title}" in shown
        assert "par Rose" in shown
    client.logout()
    visited = client.get(decision.get_absolute_url()).content.decode()
    assert "Rose a choisi" not in visited
    assert "Qui peut la lire" not in visited


def test_what_was_decided_about_a_person_is_never_public(scene, client):
    decision = adopt(scene, audience="circle")
    for audience in ("circle", "members"):
        actions.publish_decision(decision, audience=audience, actor=scene.rose)
        with refused("closed"):
            actions.publish_decision(decision, audience="public", actor=scene.rose)
    client.force_login(scene.rose)
    address = reverse("proposals:readers", args=[decision.number])
    assert 'value="public"' not in client.get(address).content.decode()
    client.post(address, {"audience": "public"})
    decision.refresh_from_db()
    assert decision.audience == "members"


def test_who_changed_its_readers_is_never_rewritten(scene):
    actions.publish_decision(adopt(scene), audience="public", actor=scene.rose)
    with pytest.raises(DatabaseError), transaction.atomic():
        ReaderChange.objects.update(audience="members")
