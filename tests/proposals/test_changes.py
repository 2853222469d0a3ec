"""A text says what it lets be changed: before it is adopted, in each version, in the register."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from commissions.changes import NOTHING, Change
from commissions.models import Circle
from proposals import actions
from proposals.comparison import decisions, versions
from proposals.models import Decision, Proposal, Version
from proposals.process import State
from proposals.queries import current_version
from tests.proposals.told import body
from tests.refusals import code_of, refused

CHANGES = {"changes": "rules", "changes_circle": "", "changes_role": "member", "changes_kind": "working_group"}


def rules_of(circle: Circle) -> Change:
    return Change("rules", circle.pk)


def test_a_draft_says_what_it_changes_and_its_decision_keeps_it(scene, ca) -> None:
    scene.bring_to(State.AMENDING)
    assert current_version(scene.proposal).change == NOTHING
    actions.amend(scene.proposal, text="Le CA se réunit à deux.", change=rules_of(ca), actor=scene.malo)
    assert body("text.amended")["changes"] == {"kind": "rules", "circle": ca.pk}
    actions.open_round(scene.proposal, actor=scene.ines)
    scene.all_answer()
    decision = Decision.objects.get()
    assert decision.change == rules_of(ca)
    assert body("decision.recorded")["changes"] == {"kind": "rules", "circle": ca.pk}
    assert (list(decisions()), list(versions())) == ([], [])


def test_another_change_is_another_version(scene, ca) -> None:
    """Whoever answered to a text did not answer to one that changes something else."""
    scene.bring_to(State.AMENDING)
    text = current_version(scene.proposal).text
    with refused("same"):
        actions.amend(scene.proposal, text=text, change=NOTHING, actor=scene.malo)
    first = actions.amend(scene.proposal, text=text, change=rules_of(ca), actor=scene.malo)
    second = actions.amend(scene.proposal, text="Autrement.", actor=scene.malo)
    third = actions.amend(scene.proposal, text="Autrement.", change=NOTHING, actor=scene.malo)
    assert [version.number for version in (first, second, third)] == [2, 3, 4]
    assert [version.change for version in (first, second, third)] == [rules_of(ca), rules_of(ca), NOTHING]


def test_a_text_that_was_shown_keeps_what_it_said(scene, ca) -> None:
    scene.bring_to(State.SENT_BACK)
    actions.resume(scene.proposal, actor=scene.malo)
    asked = {name: getattr(scene.proposal, name) for name in ("title", "need", "facilitator", "review_on")}
    text = current_version(scene.proposal).text
    actions.edit_proposal(
        scene.proposal, **asked, text=text, process="consent", audience="members", change=rules_of(ca), actor=scene.malo
    )
    assert [one.change for one in scene.proposal.versions.all()] == [NOTHING, rules_of(ca)]


@pytest.mark.parametrize("table", [Version, Decision])
def test_the_database_refuses_to_change_it(scene, ca, table) -> None:
    scene.bring_to(State.ADOPTED)
    with pytest.raises(DatabaseError), transaction.atomic():
        table.objects.update(change=rules_of(ca))


def test_what_was_adopted_is_compared_with_the_journal(scene, ca) -> None:
    scene.bring_to(State.ADOPTED)
    decision = Decision.objects.get()
    Decision.objects.all().delete()
    decision.change = rules_of(ca)
    decision.save(force_insert=True)
    assert ["changes" in line for line in decisions()] == [True]


def test_a_circle_lets_be_changed_what_it_decides_for(ca, vie_quotidienne, malo, noe) -> None:
    def write(change: Change) -> Proposal:
        return actions.write_proposal(ca, title="Règles", text="…", change=change, actor=malo)

    assert code_of(write, rules_of(vie_quotidienne)) == "elsewhere"
    vie_quotidienne.parent = ca
    vie_quotidienne.save()
    assert current_version(write(rules_of(vie_quotidienne))).change == rules_of(vie_quotidienne)
    wrong = {
        Change("rules", 0): "incomplete",
        Change("anything", ca.pk): "incomplete",
        Change("mandate", ca.pk, role="king"): "incomplete",
        Change("ending", ca.pk): "incomplete",
        Change("ending", ca.pk, members=(noe.pk,)): "no_mandate",
        Change("creation", ca.pk, new_kind="commission", name="\u200b "): "incomplete",
        Change("creation", ca.pk, new_kind="assembly", name="Autre"): "incomplete",
        Change("creation", ca.pk, new_kind="board", name="Bureau"): "board",
        Change("move", ca.pk, within=vie_quotidienne.pk): "loop",
    }
    for change, code in wrong.items():
        assert (change, code_of(write, change)) == (change, code)
    noe.is_active = False
    noe.save()
    assert code_of(write, Change("mandate", ca.pk, role="member", members=(noe.pk,))) == "inactive"
    assert Proposal.objects.count() == 1


def test_the_pages_say_it_in_words(scene, ca, client) -> None:
    """Written in the form, read on the proposal, in its versions, by those who answer, in the register."""
    client.force_login(scene.malo)
    new = reverse("proposals:new")
    asked = client.get(new, {"circle": "ca", "changes": "mandate", "changes_circle": "ca"}).content.decode()
    assert '<option value="mandate" selected>' in asked
    sent = {
        **CHANGES,
        "circle": "ca",
        "title": "Règles",
        "need": "Vite.",
        "text": "Un tiers.",
        "facilitator": scene.ines.pk,
        "review_on": date(2035, 1, 1),
        "process": "consent",
        "audience": "members",
        "then": "present",
    }
    assert client.post(new, sent).status_code == 303
    proposal = Proposal.objects.get(title="Règles")
    says = "Si elle est adoptée, elle permet de changer les règles du cercle CA, une fois."
    assert says in client.get(proposal.get_absolute_url()).content.decode()
    assert says in client.get(reverse("proposals:versions", args=[proposal.pk])).content.decode()

    scene.proposal = Proposal.objects.get(pk=proposal.pk)
    scene.walk_to(State.AMENDING)
    amendment = reverse("proposals:amendment", args=[proposal.pk])
    named = {**CHANGES, "text": "Un tiers.", "changes": "mandate", "changes_person": scene.zoe.pk}
    assert client.post(amendment, named).status_code == 303
    says = "Si elle est adoptée, elle permet de donner à Zoé une place dans le cercle CA (membre), une fois."
    shown = client.get(proposal.get_absolute_url()).content.decode()
    assert says in shown
    assert "Avant, elle permettait de changer les règles du cercle CA, une fois." in shown
    actions.open_round(scene.proposal, actor=scene.ines)
    assert says in client.get(reverse("proposals:position", args=[scene.round.pk])).content.decode()
    scene.all_answer()
    decided = "Elle permet de donner à Zoé une place dans le cercle CA (membre), une fois."
    decision = Decision.objects.get()
    assert f"{decided} Ce n’est pas encore fait." in client.get(decision.get_absolute_url()).content.decode()
    assert decided in client.get(reverse("proposals:decisions")).content.decode()


def test_the_api_says_it_and_takes_it(client, ca, malo, rose) -> None:
    client.force_login(malo)
    seat = {"kind": "mandate", "circle": ca.pk, "role": "coordinator", "members": [rose.pk]}
    sent = {"circle": "ca", "title": "Rose coordonne", "text": "Un an.", "changes": seat}
    response = client.post(reverse("api-proposal-list"), sent, content_type="application/json")
    assert response.status_code == 201, response.json()
    found = client.get(reverse("api-proposal-detail", args=[response.json()["id"]])).json()
    assert found["versions"][0]["changes"] == {
        **seat, "within": None, "new_kind": "", "name": "", "amount": 0, "held_role": 0, "is_substitute": False,
    }  # fmt: skip
    sent["changes"] = {"kind": "mandate", "circle": 10**6, "role": "coordinator"}
    response = client.post(reverse("api-proposal-list"), sent, content_type="application/json")
    assert (response.status_code, set(response.json()["errors"])) == (400, {"changes"})


def test_the_register_asks_as_much_for_one_change_as_for_thirty(ca, malo, client) -> None:
    client.force_login(malo)

    def decide(serial: int) -> None:
        said = {"number": f"2026-{serial:03d}", "title": "Règles", "text": "…", "result": "Oui.", "process": "consent"}
        change = Change("mandate", ca.pk, role="member", members=(malo.pk,))
        Decision.objects.create(year=2026, serial=serial, circle=ca, change=change, decided_at=timezone.now(), **said)

    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            client.get(reverse("proposals:decisions"))
        return len(questions)

    decide(1)
    asked()
    one = asked()
    for serial in range(2, 30):
        decide(serial)
    assert asked() == one
