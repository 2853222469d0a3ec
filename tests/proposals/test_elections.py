"""An election without candidate, from the role to the mandate."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from commissions.actions import give_mandate
from commissions.changes import Change
from commissions.grounds import spend, spendings_of
from commissions.models import Circle, Mandate
from journal.actions import CLOCK
from journal.clock import now, telling
from members.combined_reads import fetch
from members.models import Notification
from proposals import actions, due
from proposals.election_process import ElectionState
from proposals.election_sentences import election_facilitation
from proposals.models import Candidacy, CandidacyAnswer, Decision, Election, Nomination
from proposals.presenters.elections import ElectionSheet
from proposals.queries.elections import awaited_elections, electors_now, proposable, unseated_elections
from tests.closing import let_its_time_pass
from tests.conftest import person
from tests.proposals.election_scene import UNTIL, ElectionScene, election_scene
from tests.proposals.told import body, everything, verbs
from tests.refusals import refused
from tests.votes.conftest import the_others_vote
from votes.actions import close_ballot

S = ElectionState
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def scene(ca, ines, malo, rose) -> ElectionScene:
    return election_scene(ca, ines, malo, rose)


def late(election: Election) -> None:
    """The stage's time is over."""
    Election.objects.filter(pk=election.pk).update(stage_ends_at=now() - timedelta(minutes=1))


def clock() -> None:
    due.move_elections_on()
    due.conclude_elections()


# The role


def test_the_role_is_said(scene):
    election = scene.election
    assert (election.state, election.facilitator, election.until) == (S.ROLE, scene.ines, UNTIL)
    assert (election.change.kind, election.change.circle, election.change.role) == (
        "mandate",
        scene.circle.pk,
        "coordinator",
    )
    assert body("election.started")["election"] == election.pk


@pytest.mark.parametrize(
    ("values", "reasons"),
    [
        ({"title": " "}, {"": "title"}),
        ({"mission": ""}, {"": "mission"}),
        ({"until": date(2026, 1, 1)}, {"until": "past"}),
        ({"role": "nothing"}, {"changes": "incomplete"}),
    ],
)
def test_a_role_that_says_too_little_is_refused(ca, ines, values, reasons):
    role = {"title": "Trésorerie", "mission": "Tenir les comptes.", "until": UNTIL, "role": "member", **values}
    with refused(*([reasons[""]] if "" in reasons else []), **{k: v for k, v in reasons.items() if k}):
        actions.start_election(ca, actor=ines, **role)


def test_only_the_members_of_the_circle_start_one_and_one_of_them_facilitates(ca, ines, omar):
    role = {"title": "Trésorerie", "mission": "Tenir les comptes.", "until": UNTIL}
    with refused("proposals.start_election"):
        actions.start_election(ca, actor=omar, **role)
    with refused(facilitator="outside"):
        actions.start_election(ca, actor=ines, facilitator=omar, **role)


def test_the_role_is_said_otherwise_before_anybody_is_asked(scene):
    words = {"mission": "Autre chose.", "until": UNTIL, "role": "member"}
    actions.describe_role(scene.election, title="Comptes", actor=scene.ines, **words)
    assert scene.state == S.ROLE
    assert (scene.election.title, scene.election.change.role) == ("Comptes", "member")
    scene.next()
    with refused("stage"):
        actions.describe_role(scene.election, title="Comptes", actor=scene.ines, **words)


def test_only_whoever_facilitates_opens_the_nominations(scene):
    with refused("proposals.election_next_stage"):
        actions.next_election_stage(scene.election, actor=scene.malo)
    scene.next()
    assert scene.state == S.NOMINATIONS
    assert electors_now(scene.election) == sorted(scene.members, key=lambda member: member.name)


# Nominations


def test_nothing_of_a_nomination_is_shown_or_told_before_all_are(scene):
    scene.bring_to(S.NOMINATIONS)
    scene.names("malo", "rose")
    sheet = ElectionSheet.of(scene.election.pk)
    assert (sheet.nominations, sheet.tally) == ([], [])
    assert [place.name for place in sheet.table.places if place.state == "answered"] == ["Malo"]
    assert body("nomination.given") == {"election": scene.election.pk}
    assert "malo le sait" not in everything()


def test_a_nomination_may_change_until_all_show(scene):
    scene.bring_to(S.NOMINATIONS)
    scene.names("malo", "rose")
    scene.names("malo", "malo")  # oneself
    assert Nomination.objects.get().nominee == scene.malo


def test_all_show_together_once_everybody_has_named_somebody(scene):
    scene.bring_to(S.OPENING)
    sheet = ElectionSheet.of(scene.election.pk)
    assert [(tally.nominee.name, tally.number) for tally in sheet.tally] == [("Rose", 3), ("Malo", 1), ("Zoé", 1)]
    assert sheet.nominations[0].words == "Inès nomme Rose"
    told = body("nominations.revealed")["nominations"]
    assert [scene.malo.pk, scene.rose.pk] in told
    assert len(told) == 5


def test_a_nomination_names_somebody_of_the_circle_and_says_why(scene, omar):
    scene.bring_to(S.NOMINATIONS)
    with refused(nominee="outside"):
        actions.nominate(scene.election, nominee=omar, reason="il sait", actor=scene.malo)
    with refused(reason="reason"):
        actions.nominate(scene.election, nominee=scene.rose, reason=" ", actor=scene.malo)
    with refused("proposals.election_nominate"):
        actions.nominate(scene.election, nominee=scene.rose, reason="elle sait", actor=omar)


def test_who_comes_later_is_not_asked_and_who_has_left_is_not_waited_for(scene):
    scene.bring_to(S.NOMINATIONS)
    later = person("Léa", scene.circle)
    with refused("proposals.election_nominate"):
        actions.nominate(scene.election, nominee=scene.rose, reason="elle sait", actor=later)
    Mandate.objects.filter(member=scene.zoe).update(until=date(2026, 2, 1))
    for name in ("ines", "malo", "paul", "rose"):
        assert scene.state == S.NOMINATIONS
        scene.names(name, "rose")
    assert scene.state == S.OPENING


def test_in_a_meeting_whoever_facilitates_shows_them_but_not_where_nobody_was_named(scene, evening):
    actions.put_election_to_meeting(scene.election, occasion=evening, actor=scene.ines)
    scene.bring_to(S.NOMINATIONS)
    with refused("unnamed"):
        scene.next()
    scene.names("malo", "rose")
    scene.next()
    assert scene.state == S.OPENING


def test_online_neither_nominations_nor_answers_are_shown_before_the_end_that_was_announced(scene):
    scene.bring_to(S.NOMINATIONS)
    scene.names("malo", "rose")
    with refused("early") as refusal:
        scene.next()
    assert "4 personnes n’ont pas encore répondu" in refusal.value.messages[0]
    assert scene.state == S.NOMINATIONS
    scene.all_name()
    scene.bring_to(S.OBJECTIONS)
    scene.answers("malo")
    with refused("early") as refusal:
        actions.close_candidacy(scene.candidacy, actor=scene.ines)
    assert "3 personnes n’ont pas encore répondu" in refusal.value.messages[0]
    assert (scene.state, scene.candidacy.closed_at) == (S.OBJECTIONS, None)


def test_once_all_who_are_still_there_have_named_somebody_whoever_facilitates_goes_on(scene):
    scene.bring_to(S.NOMINATIONS)
    for name in ("ines", "malo", "paul", "rose"):
        scene.names(name, "rose")
    Mandate.objects.filter(member=scene.zoe).update(until=date(2026, 2, 1))
    scene.next()
    assert scene.state == S.OPENING


# Changes


def test_a_change_is_to_somebody_named_with_a_reason_and_the_former_is_kept(scene):
    scene.bring_to(S.CHANGE)
    with refused(nominee="unnamed"):
        actions.change_nomination(scene.election, nominee=scene.paul, reason="finalement", actor=scene.zoe)
    with refused(nominee="same"):
        actions.change_nomination(scene.election, nominee=scene.malo, reason="finalement", actor=scene.zoe)
    with refused(reason="reason"):
        actions.change_nomination(scene.election, nominee=scene.rose, reason="", actor=scene.zoe)
    actions.change_nomination(scene.election, nominee=scene.rose, reason="convaincue", actor=scene.zoe)
    sheet = ElectionSheet.of(scene.election.pk)
    assert [(tally.nominee.name, tally.number) for tally in sheet.tally] == [("Rose", 4), ("Zoé", 1)]
    assert sheet.nominations[-1].words == "Zoé nomme Rose, après Malo"
    assert body("nomination.changed") == {
        "election": scene.election.pk, "member": scene.zoe.pk, "former": scene.malo.pk, "nominee": scene.rose.pk,
    }  # fmt: skip


# The proposal and the answers


def test_only_somebody_named_is_proposed_by_whoever_facilitates(scene):
    scene.bring_to(S.PROPOSAL)
    with refused(person="unnamed"):
        scene.propose("paul")
    with refused("proposals.election_propose"):
        actions.propose_person(scene.election, person=scene.rose, argument="si", actor=scene.malo)
    with refused(argument="argument"):
        actions.propose_person(scene.election, person=scene.rose, argument="", actor=scene.ines)
    candidacy = scene.propose()
    assert (candidacy.number, candidacy.person, candidacy.quorum) == (1, scene.rose, 3)
    assert scene.state == S.OBJECTIONS


def test_the_person_proposed_speaks_last(scene):
    scene.bring_to(S.OBJECTIONS)
    with refused("proposals.election_answer"):
        scene.answers("rose")
    with refused("stage"):
        actions.accept_candidacy(scene.candidacy, actor=scene.rose)
    scene.all_answer()
    assert scene.state == S.ACCEPTANCE
    with refused("proposals.election_accept"):
        actions.accept_candidacy(scene.candidacy, actor=scene.malo)
    actions.accept_candidacy(scene.candidacy, text="avec joie", actor=scene.rose)
    assert scene.state == S.ELECTED


def test_answers_stay_hidden_until_all_are_in(scene):
    scene.bring_to(S.OBJECTIONS)
    scene.answers("malo", "concern")
    (shown,) = ElectionSheet.of(scene.election.pk).candidacies
    assert (shown.written, shown.table.revealed) == ([], False)
    assert {place.mark for place in shown.table.places} == {""}
    assert body("candidacy.answered") == {"election": scene.election.pk, "candidacy": scene.candidacy.pk}
    scene.all_answer(malo="concern")
    (shown,) = ElectionSheet.of(scene.election.pk).candidacies
    assert [one.answer.member for one in shown.written] == [scene.malo]
    assert [scene.malo.pk, "concern"] in body("candidacy.closed")["answers"]


def test_a_concern_has_words_and_an_objection_a_known_kind(scene):
    scene.bring_to(S.OBJECTIONS)
    with refused(text="text"):
        actions.answer_candidacy(scene.candidacy, kind="concern", actor=scene.malo)
    with refused("objection_kind"):
        actions.answer_candidacy(scene.candidacy, kind="objection", objection={"kind": "envy"}, actor=scene.malo)
    assert not CandidacyAnswer.objects.exists()


def test_an_objection_brings_back_to_the_proposal_and_is_kept(scene):
    scene.bring_to(S.OBJECTIONS)
    scene.all_answer(malo="objection")
    assert scene.state == S.PROPOSAL
    assert scene.candidacy.outcome == Candidacy.Outcome.OBJECTED
    assert scene.rose not in proposable(scene.election)
    scene.propose("zoe")
    scene.all_answer()
    actions.accept_candidacy(scene.candidacy, actor=scene.zoe)
    assert (scene.state, scene.election.elected) == (S.ELECTED, scene.zoe)
    assert [shown.candidacy.person.name for shown in ElectionSheet.of(scene.election.pk).candidacies] == ["Zoé", "Rose"]
    assert CandidacyAnswer.objects.filter(kind="objection").count() == 1


def test_an_objection_is_lifted_by_whoever_raised_it(scene):
    scene.bring_to(S.OBJECTIONS)
    scene.all_answer(malo="objection", zoe="objection")
    with refused("proposals.election_lift"):
        actions.lift_election_objection(scene.answer_of("malo"), actor=scene.ines)
    actions.lift_election_objection(scene.answer_of("malo"), actor=scene.malo)
    actions.lift_election_objection(scene.answer_of("malo"), actor=scene.malo)
    assert scene.state == S.PROPOSAL
    actions.lift_election_objection(scene.answer_of("zoe"), actor=scene.zoe)
    assert scene.state == S.ACCEPTANCE
    actions.accept_candidacy(scene.candidacy, actor=scene.rose)
    assert scene.state == S.ELECTED
    assert "consentements 4" in scene.election.decision.result


def test_the_objection_of_somebody_who_left_no_longer_stands(scene):
    scene.bring_to(S.OBJECTIONS)
    scene.all_answer(malo="objection")
    Mandate.objects.filter(member=scene.malo).update(until=date(2026, 2, 1))
    assert scene.rose in proposable(scene.election)


def test_the_person_proposed_may_decline_at_once_and_nothing_hidden_shows(scene):
    scene.bring_to(S.OBJECTIONS)
    scene.answers("malo", "concern")
    actions.decline_candidacy(scene.candidacy, text="pas cette année", actor=scene.rose)
    assert scene.state == S.PROPOSAL
    assert scene.rose not in proposable(scene.election)
    (shown,) = ElectionSheet.of(scene.election.pk).candidacies
    assert (shown.is_shown, shown.written) == (False, [])


def test_too_few_answers_extend_it_once_then_set_it_aside(scene):
    scene.bring_to(S.OBJECTIONS)
    scene.answers("malo")
    late(scene.election)
    clock()
    assert (scene.state, scene.election.is_extended) == (S.OBJECTIONS, True)
    late(scene.election)
    clock()
    assert (scene.state, scene.election.end_reason) == (S.SET_ASIDE, "Trop peu de personnes ont répondu, deux fois.")
    assert scene.candidacy.outcome == Candidacy.Outcome.NO_QUORUM


def test_nobody_is_elected_where_all_stand_aside(scene):
    scene.bring_to(S.OBJECTIONS)
    scene.all_answer(ines="stand_aside", malo="stand_aside", paul="stand_aside", zoe="stand_aside")
    assert (scene.state, scene.election.is_extended) == (S.SET_ASIDE, False)
    assert scene.election.end_reason == "Tout le monde a répondu, et personne n’a consenti."


# Elected


def test_it_becomes_a_decision_and_a_mandate(scene):
    scene.bring_to(S.ELECTED)
    decision = scene.election.decision
    assert (decision.process, decision.circle, decision.title) == ("election", scene.circle, "Trésorerie\xa0: Rose")
    assert decision.text.startswith("Rose exercera ce rôle")
    assert "Rose 3, Malo 1, Zoé 1" in decision.result
    assert not decision.change
    clock()
    mandate = Mandate.objects.get(member=scene.rose, ground=scene.election.topic)
    assert (mandate.role, mandate.until, mandate.circle, mandate.entered_by) == (
        "coordinator",
        UNTIL,
        scene.circle,
        None,
    )
    clock()
    assert Mandate.objects.filter(ground=scene.election.topic).count() == 1


def test_whoever_has_that_place_until_that_end_already_is_seated_once(scene, admin):
    place = give_mandate(scene.circle, member=scene.rose, role="coordinator", until=UNTIL, actor=admin)
    scene.bring_to(S.ELECTED)
    assert unseated_elections() == [scene.election]
    clock()
    assert unseated_elections() == []
    assert actions.seat_elected(scene.election, actor=CLOCK) == place
    assert spendings_of(scene.election.topic).count() == 1


def test_the_ground_lets_only_the_person_elected_have_that_place_once(scene):
    scene.bring_to(S.ELECTED)
    ground = scene.election.topic
    place = Change("mandate", scene.circle.pk, role="coordinator", members=(scene.malo.pk,))
    with refused(ground="otherwise"):
        spend(ground, place, scene.circle, actor=scene.ines)
    clock()
    with refused(ground="spent"):
        spend(
            ground, Change("mandate", scene.circle.pk, role="coordinator", members=(scene.rose.pk,)),
            scene.circle, actor=scene.ines,
        )  # fmt: skip
    with refused(ground="unknown"):
        spend("election:99", place, scene.circle, actor=scene.ines)


def test_it_is_set_aside_with_its_reason(scene):
    scene.bring_to(S.NOMINATIONS)
    with refused("reason"):
        actions.set_election_aside(scene.election, reason=" ", actor=scene.ines)
    actions.set_election_aside(scene.election, reason="le rôle n’est pas mûr", actor=scene.ines)
    assert (scene.state, scene.election.end_reason) == (S.SET_ASIDE, "le rôle n’est pas mûr")
    assert not Decision.objects.exists()


# The clock


def test_the_clock_walks_an_election_to_its_end(scene):
    scene.bring_to(S.NOMINATIONS)
    scene.names("malo", "rose")
    for state in (S.OPENING, S.CHANGE, S.PROPOSAL):
        clock()
        late(scene.election)
        clock()
        assert scene.state == state
    scene.propose()
    for name in ("ines", "malo", "paul"):
        scene.answers(name)
    late(scene.election)
    clock()
    assert scene.state == S.ACCEPTANCE
    late(scene.election)
    clock()
    assert (scene.state, scene.candidacy.outcome) == (S.PROPOSAL, Candidacy.Outcome.DECLINED)


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (S.NOMINATIONS, "Personne n’a été nommé à temps."),
        (S.PROPOSAL, "Personne n’a été proposé à temps."),
    ],
)
def test_where_nobody_comes_it_is_extended_once_then_set_aside(scene, state, reason):
    scene.bring_to(state)
    late(scene.election)
    clock()
    assert (scene.state, scene.election.is_extended) == (state, True)
    late(scene.election)
    clock()
    assert (scene.state, scene.election.end_reason) == (S.SET_ASIDE, reason)


@pytest.mark.parametrize(
    ("rules", "end"),
    [
        ({}, datetime(2026, 12, 2, 19, tzinfo=PARIS)),
        ({"stage_days": {"election_nominations": 2}}, datetime(2026, 11, 29, 19, tzinfo=PARIS)),
        ({"skips_weekends": True}, datetime(2026, 12, 4, 19, tzinfo=PARIS)),
    ],
)
def test_a_stage_lasts_online_as_its_circle_says_and_ends_on_a_full_hour(scene, rules, end):
    Circle.objects.filter(pk=scene.circle.pk).update(**rules)
    with telling(datetime(2026, 11, 27, 18, 30, tzinfo=PARIS)):  # a Friday
        scene.bring_to(S.NOMINATIONS)
    assert scene.election.stage_ends_at == end


def test_in_a_meeting_a_stage_is_counted_in_minutes_whatever_the_circle_says(scene, evening):
    Circle.objects.filter(pk=scene.circle.pk).update(stage_days={"election_nominations": 2}, skips_weekends=True)
    instant = datetime(2026, 11, 28, 18, 30, tzinfo=PARIS)
    with telling(instant):
        actions.put_election_to_meeting(scene.election, occasion=evening, actor=scene.ines)
        scene.bring_to(S.NOMINATIONS)
    assert scene.election.stage_ends_at == instant + timedelta(minutes=5)


def test_a_role_for_which_nobody_opens_the_nominations_is_set_aside(scene):
    late(scene.election)
    clock()
    assert scene.state == S.SET_ASIDE


def test_a_stage_is_extended_once_by_its_length(scene):
    scene.bring_to(S.CHANGE)
    before = scene.election.stage_ends_at
    actions.extend_election_stage(scene.election, actor=scene.ines)
    assert scene.state == S.CHANGE
    assert scene.election.stage_ends_at - before == timedelta(days=2)
    with refused("extended"):
        actions.extend_election_stage(scene.election, actor=scene.ines)


def test_naming_another_meeting_to_come_gives_a_stage_no_more_time(scene):
    scene.bring_to(S.NOMINATIONS)
    before = scene.election.stage_ends_at
    with telling(now() + timedelta(days=1)):
        actions.put_election_to_meeting(scene.election, occasion="meeting:1", actor=scene.ines)
    scene.election.refresh_from_db()
    assert (scene.election.occasion, scene.election.stage_ends_at) == ("meeting:1", before)


# Who facilitates


def test_somebody_takes_over_from_a_facilitator_who_left_and_from_nobody_else(scene):
    scene.bring_to(S.PROPOSAL)
    with refused("there"):
        actions.facilitate_election(scene.election, actor=scene.malo)
    Mandate.objects.filter(member=scene.ines).update(until=date(2026, 2, 1))
    actions.facilitate_election(scene.election, actor=scene.malo)
    scene.election.refresh_from_db()
    assert scene.election.facilitator == scene.malo
    assert body("election.facilitator_replaced")["former"] == scene.ines.pk


@pytest.fixture
def asked(ca, scene, malo):
    """Inès starts another election, and asks Malo to facilitate it."""
    values = {"title": "Accueil", "mission": "Ouvrir.", "until": UNTIL, "role": "coordinator"}
    return actions.start_election(ca, **values, facilitator=malo, actor=scene.ines)


def test_whoever_is_asked_to_facilitate_agrees_first(scene, asked):
    assert (asked.facilitator, asked.facilitator_since) == (scene.malo, None)
    assert election_facilitation(asked) == "on a demandé à Malo d’animer ; en attendant : Inès"
    with refused("proposals.election_next_stage"):
        actions.next_election_stage(asked, actor=scene.malo)
    actions.facilitate_election(asked, actor=scene.malo)
    actions.facilitate_election(asked, actor=scene.malo)
    asked.refresh_from_db()
    assert election_facilitation(asked) == "animée par Malo"
    assert verbs().count("election.facilitator_agreed") == 1
    actions.next_election_stage(asked, actor=scene.malo)
    with refused("there"):
        actions.facilitate_election(asked, actor=scene.paul)


def test_until_then_who_started_it_leads_and_any_member_may_in_their_place(scene, asked):
    assert [act for election, act in fetch(awaited_elections(scene.ines)) if election == asked] == [S.ROLE]
    actions.next_election_stage(asked, actor=scene.ines)
    actions.facilitate_election(asked, actor=scene.paul)
    asked.refresh_from_db()
    assert (asked.facilitator, asked.facilitator_since is None) == (scene.paul, False)
    assert body("election.facilitator_replaced")["former"] == scene.malo.pk


def test_whoever_is_asked_declines_and_who_started_it_leads_until_somebody_agrees(scene, asked, client):
    client.force_login(scene.malo)
    assert "On vous demande d’animer" in client.get(asked.get_absolute_url()).content.decode()
    assert client.post(reverse("proposals:election-facilitation-refusal", args=[asked.pk])).status_code == 303
    asked.refresh_from_db()
    assert (asked.facilitator, asked.facilitator_since) == (scene.ines, None)
    assert election_facilitation(asked) == "personne n’a encore accepté d’animer ; en attendant : Inès"
    assert body("election.facilitator_declined") == {
        "election": asked.pk,
        "asked": scene.malo.pk,
        "facilitator": scene.ines.pk,
    }
    with refused("proposals.election_decline_to_facilitate"):
        actions.decline_election_facilitation(asked, actor=scene.malo)
    with refused("nobody"):
        actions.decline_election_facilitation(asked, actor=scene.ines)
    actions.facilitate_election(asked, actor=scene.paul)
    asked.refresh_from_db()
    assert election_facilitation(asked) == "animée par Paul"


def test_whoever_coordinates_is_asked_instead_and_nobody_declines_once_they_have_agreed(scene, asked):
    Mandate.objects.filter(member=scene.paul).update(role=Mandate.Role.COORDINATOR)
    actions.decline_election_facilitation(asked, actor=scene.malo)
    asked.refresh_from_db()
    assert (asked.facilitator, asked.facilitator_since) == (scene.paul, None)
    assert Notification.objects.filter(member=scene.paul, kind="election_facilitation").count() == 1
    actions.facilitate_election(asked, actor=scene.paul)
    with refused("proposals.election_decline_to_facilitate"):
        actions.decline_election_facilitation(asked, actor=scene.paul)


def test_nobody_who_declined_an_election_is_asked_again(scene, asked):
    for member in (scene.paul, scene.rose):
        Mandate.objects.filter(member=member).update(role=Mandate.Role.COORDINATOR)
    chain = []
    for member in (scene.malo, scene.paul, scene.rose):
        actions.decline_election_facilitation(asked, actor=member)
        asked.refresh_from_db()
        chain.append(asked.facilitator)
    assert chain == [scene.paul, scene.rose, scene.ines]
    with refused("nobody"):
        actions.decline_election_facilitation(asked, actor=scene.ines)
    asked.refresh_from_db()
    assert (asked.facilitator, asked.facilitator_since) == (scene.ines, None)
    assert verbs().count("election.facilitator_declined") == 3


# A circle that elects in a meeting only


def test_a_board_without_an_article_elects_in_a_meeting_only(scene):
    scene.circle.online_article = ""
    scene.circle.save(update_fields=["online_article"])
    scene.election.refresh_from_db()
    scene.bring_to(S.PROPOSAL)
    assert scene.election.stage_ends_at is None
    with refused("meeting"):
        scene.propose()


# The secret ballot


def test_where_the_rules_want_it_a_secret_ballot_ratifies(scene):
    scene.circle.ratifies_elections = True
    scene.circle.save(update_fields=["ratifies_elections"])
    scene.election.refresh_from_db()
    scene.bring_to(S.ACCEPTANCE)
    actions.accept_candidacy(scene.candidacy, actor=scene.rose)
    assert scene.state == S.RATIFICATION
    ballot = scene.election.ballot
    assert (ballot.is_secret, ballot.options, ballot.owner) == (True, ["Rose"], scene.election.topic)
    with refused("ballot"):
        actions.conclude_ratification(scene.election, actor=CLOCK)


@pytest.fixture
def ratifying(scene) -> ElectionScene:
    """Rose accepts, and the secret ballot on her name is open."""
    scene.circle.ratifies_elections = True
    scene.circle.save(update_fields=["ratifies_elections"])
    scene.election.refresh_from_db()
    scene.bring_to(S.ACCEPTANCE)
    actions.accept_candidacy(scene.candidacy, actor=scene.rose)
    scene.election.refresh_from_db()
    return scene


@pytest.mark.parametrize(
    ("choice", "state", "outcome"),
    [("for", S.ELECTED, Candidacy.Outcome.ELECTED), ("against", S.PROPOSAL, Candidacy.Outcome.REJECTED)],
)
def test_what_the_secret_ballot_says(ratifying, choice, state, outcome):
    the_others_vote(ratifying.election.ballot, choice)
    close_ballot(let_its_time_pass(ratifying.election.ballot), actor=CLOCK)
    clock()
    assert (ratifying.state, ratifying.candidacy.outcome) == (state, outcome)
    if state == S.ELECTED:
        assert "Ratifiée à bulletin secret" in ratifying.election.decision.result
    else:
        assert ratifying.rose not in proposable(ratifying.election)


# What waits for somebody


def test_what_waits_for_each(scene):
    def acts(name: str) -> list[str]:
        return [act for _election, act in fetch(awaited_elections(getattr(scene, name)))]

    assert (acts("ines"), acts("malo")) == (["role"], [])
    scene.bring_to(S.NOMINATIONS)
    scene.names("malo", "rose")
    assert (acts("malo"), acts("rose")) == ([], ["nominate"])
    scene.bring_to(S.PROPOSAL)
    assert (acts("ines"), acts("malo")) == (["proposal"], [])
    scene.propose()
    scene.answers("malo")
    assert (acts("malo"), acts("zoe"), acts("rose")) == ([], ["answer"], [])
    scene.all_answer()
    assert (acts("rose"), acts("zoe")) == (["accept"], [])


def test_an_act_at_another_stage_is_refused(scene):
    scene.bring_to(S.CHANGE)
    with refused("stage"):
        scene.names("malo", "rose")
