"""Letters about elections without candidate: who is asked, at which stage, once; what is answered by their links."""

from datetime import timedelta

import pytest
from django.urls import reverse

from commissions.models import Circle
from journal.actions import CLOCK
from journal.clock import now, telling
from members.due import tell_notifications
from members.models import Mail, Member, Notification
from proposals import actions, due
from proposals.actions.elections import remind_in_election
from proposals.election_process import ElectionState
from proposals.models import CandidacyAnswer, Election
from tests.proposals.election_scene import ElectionScene, election_scene
from tests.proposals.told import body, verbs
from tests.refusals import refused
from web.models import Draft

S = ElectionState


@pytest.fixture
def scene(ca, ines, malo, rose) -> ElectionScene:
    return election_scene(ca, ines, malo, rose)


def asked(kind: str, time: str = "first") -> list[str]:
    """Who was asked, by name; not the tests' own notifications of another time."""
    rows = Notification.objects.filter(kind=kind, key__endswith=f":{time}")
    return sorted(rows.values_list("member__name", flat=True))


def letter_to(member: Member, *, days: float = 4) -> Mail:
    with telling(now() + timedelta(days=days)):
        tell_notifications()
    return Mail.objects.filter(kind="notifications", member=member).latest("pk")


def first_line(member: Member, *, days: float = 4) -> str:
    return str(letter_to(member, days=days).text.splitlines()[0])


def address_in(letter: Mail) -> str:
    return "/answers/" + letter.text.partition("/answers/")[2].split()[0]


def nearly_over(election: Election, *, hours: float = 20) -> None:
    Election.objects.filter(pk=election.pk).update(stage_ends_at=now() + timedelta(hours=hours))


def test_whoever_facilitates_for_somebody_else_is_told(ca, ines, malo, rose):
    election = election_scene(ca, ines, malo, rose).election
    assert asked("election_facilitation") == []

    values = {"title": "Accueil", "mission": "Ouvrir.", "until": election.until, "role": "coordinator"}
    actions.describe_role(election, **values, facilitator=malo, actor=ines)

    assert asked("election_facilitation") == ["Malo"]
    assert first_line(malo).startswith("Dire si vous animez une élection\xa0: Accueil. 1 minute")


def test_each_elector_is_asked_to_name_somebody_and_whoever_did_is_not_written_to(scene):
    scene.bring_to(S.NOMINATIONS)
    assert asked("nomination") == ["Inès", "Malo", "Paul", "Rose", "Zoé"]
    scene.names("malo", "rose")

    assert first_line(scene.rose).startswith("Nommer une personne\xa0: Trésorerie. 3 minutes")
    assert not Mail.objects.filter(kind="notifications", member=scene.malo).exists()


def test_once_shown_the_reasons_are_told_in_one_letter_to_each(scene):
    scene.bring_to(S.CHANGE)
    assert asked("nomination_change") == ["Inès", "Malo", "Paul", "Rose", "Zoé"]
    actions.change_nomination(scene.election, nominee=scene.zoe, reason="convaincu", actor=scene.malo)
    Notification.objects.exclude(kind="nomination_change").delete()

    line = first_line(scene.paul, days=1)

    assert line.startswith("Lire qui chaque personne nomme, et pourquoi")
    assert not Mail.objects.filter(kind="notifications", member=scene.malo).exists()


def test_all_but_the_person_proposed_are_asked_about_a_name_then_that_person(scene):
    scene.bring_to(S.OBJECTIONS)
    assert asked("election_facilitation") == ["Inès"]
    assert asked("candidacy") == ["Inès", "Malo", "Paul", "Zoé"]
    scene.all_answer()
    assert asked("acceptance") == ["Rose"]
    assert first_line(scene.rose, days=1).startswith("Vous êtes proposé·e. Dire si vous acceptez\xa0: Trésorerie.")


def test_whoever_objected_is_told_that_it_stands_and_whoever_facilitates_to_propose_again(scene):
    scene.bring_to(S.OBJECTIONS)
    Notification.objects.all().delete()
    scene.all_answer(malo="objection")

    assert (asked("election_objection"), asked("election_facilitation")) == (["Malo"], ["Inès"])
    assert first_line(scene.malo, days=1).startswith("Votre objection est maintenue")


def test_another_name_is_asked_about_anew(scene):
    scene.bring_to(S.OBJECTIONS)
    scene.all_answer(malo="objection")
    scene.propose("zoe")
    assert asked("candidacy") == ["Inès", "Inès", "Malo", "Malo", "Paul", "Paul", "Rose", "Zoé"]


def test_what_is_extended_asks_again_those_who_were_silent(scene):
    scene.bring_to(S.OBJECTIONS)
    scene.answers("malo")
    actions.extend_election_stage(scene.election, actor=scene.ines)
    assert asked("candidacy", "again") == ["Inès", "Paul", "Zoé"]


def test_in_a_meeting_nobody_is_written_to(scene, evening):
    actions.put_election_to_meeting(scene.election, occasion=evening, actor=scene.ines)
    scene.bring_to(S.OBJECTIONS)
    assert not Notification.objects.exists()


def test_where_its_circle_elects_in_a_meeting_only_nobody_is_asked_from_the_proposal_on(scene):
    Circle.objects.filter(pk=scene.circle.pk).update(online_article="")
    scene.bring_to(S.PROPOSAL)
    assert (asked("nomination"), asked("election_facilitation")) == (["Inès", "Malo", "Paul", "Rose", "Zoé"], [])


def test_a_day_before_its_end_whoever_is_silent_is_reminded_once(scene):
    scene.bring_to(S.NOMINATIONS)
    scene.names("malo", "rose")
    due.remind_in_elections()
    assert asked("nomination", "reminder") == []

    nearly_over(scene.election)
    due.remind_in_elections()
    due.remind_in_elections()

    assert asked("nomination", "reminder") == ["Inès", "Paul", "Rose", "Zoé"]
    assert verbs().count("election.reminded") == 1
    assert body("election.reminded") == {"election": scene.election.pk, "stage": "nominations"}


def test_each_stage_and_each_extension_has_its_reminder(scene):
    scene.bring_to(S.OBJECTIONS)
    nearly_over(scene.election)
    due.remind_in_elections()
    assert asked("candidacy", "reminder") == ["Inès", "Malo", "Paul", "Zoé"]

    actions.extend_election_stage(scene.election, actor=scene.ines)
    assert Election.objects.get().reminded_at is None
    nearly_over(scene.election, hours=21)
    due.remind_in_elections()
    assert asked("candidacy", "reminder") == sorted(["Inès", "Malo", "Paul", "Zoé"] * 2)
    scene.all_answer()
    nearly_over(scene.election)
    due.remind_in_elections()
    assert asked("acceptance", "reminder") == ["Rose"]


def test_reminding_is_the_clock_s_and_says_nothing_of_a_stage_that_asks_nothing(scene):
    with refused("proposals.remind_in_election"):
        remind_in_election(scene.election, actor=scene.ines)
    remind_in_election(scene.election, actor=CLOCK)
    assert "election.reminded" not in verbs()


def test_a_scanner_answers_nothing_and_its_owner_answers_to_the_name_once(scene, client):
    scene.bring_to(S.OBJECTIONS)
    address = address_in(letter_to(scene.paul))
    for _scan in range(10):
        assert "les raisons entendues" in client.get(address).content.decode()
    assert not CandidacyAnswer.objects.exists()

    client.post(address, {"value": "concern", "text": "deux heures, c’est peu"})
    client.post(address, {"value": "consent"})

    answer = CandidacyAnswer.objects.get()
    assert (answer.member, answer.kind, answer.text) == (scene.paul, "concern", "deux heures, c’est peu")
    assert "votre réponse est enregistrée" in client.get(address).content.decode().lower()


def test_one_objects_to_a_name_by_link_with_ones_reason(scene, client):
    scene.bring_to(S.OBJECTIONS)
    address = address_in(letter_to(scene.paul))
    client.post(address, {"value": "objection", "kind": "limit", "fact": "trois rôles déjà"})
    client.post(address, {"value": "consent"})
    answer = CandidacyAnswer.objects.get()
    assert (answer.member, answer.kind, answer.objection.fact) == (scene.paul, "objection", "trois rôles déjà")


def test_what_was_typed_of_an_objection_to_a_name_waits_where_one_writes_why(scene, client):
    scene.bring_to(S.OBJECTIONS)
    address = address_in(letter_to(scene.paul))
    client.post(f"{address}draft/?value=objection", {"fact": "trois rôles déjà"})
    client.post(address, {"value": "object_later"})
    draft = Draft.objects.get(member=scene.paul)
    assert draft.place == reverse("proposals:candidacy-objection", args=[scene.candidacy.pk])
    assert draft.fields["fact"] == ["trois rôles déjà"]


def test_another_name_ends_the_link(scene, client):
    scene.bring_to(S.OBJECTIONS)
    address = address_in(letter_to(scene.paul))
    scene.all_answer(malo="objection")
    scene.propose("zoe")
    assert client.get(address).status_code == 410


@pytest.mark.parametrize(("value", "state"), [("accept", S.ELECTED), ("decline", S.PROPOSAL)])
def test_the_person_proposed_accepts_or_declines_by_link(scene, client, value, state):
    scene.bring_to(S.ACCEPTANCE)
    address = address_in(letter_to(scene.rose, days=1))
    assert "Tenir les comptes et les montrer chaque mois." in client.get(address).content.decode()
    client.post(address, {"value": value})
    assert scene.state == state


def test_what_waits_for_a_meeting_is_not_answered_by_a_link(scene, client):
    scene.bring_to(S.ACCEPTANCE)
    address = address_in(letter_to(scene.rose, days=1))
    Circle.objects.filter(pk=scene.circle.pk).update(online_article="")
    assert client.get(address).status_code == 410
