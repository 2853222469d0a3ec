"""The elections without candidate of the world that the table of rights visits: one at each stage."""

from datetime import date
from typing import Any

from django.utils import timezone

from commissions.actions import create_circle, give_mandate
from commissions.models import Circle
from journal.actions import action, record
from members.models import Member
from proposals import actions
from proposals.models import Candidacy, CandidacyAnswer, Election, Nomination


@action
def note_nomination_online(election: Election, *, member: Member, nominee: Member, actor: Member) -> Nomination:
    """Whom somebody names, noted as in a meeting."""
    record("nomination.noted", topics=[election.topic], body={"election": election.pk, "member": member.pk})
    return Nomination.objects.create(
        election=election, member=member, nominee=nominee, reason="elle sait", at=timezone.now(), noted_by=actor
    )


@action
def note_answer_online(candidacy: Candidacy, *, member: Member, actor: Member) -> CandidacyAnswer:
    """An answer to a name, noted as in a meeting."""
    election = candidacy.election
    record("answer.noted", topics=[election.topic], body={"election": election.pk, "member": member.pk})
    return CandidacyAnswer.objects.create(
        candidacy=candidacy, member=member, kind="consent", at=timezone.now(), noted_by=actor
    )


def add_elections(w: Any) -> None:
    """In the CA, facilitated by Inès; and one in a circle of its own, that holds `size` of everything."""
    w.things["election_role"] = start(w, "Coordination")
    w.things["election_to_facilitate"] = start(w, "Clés", facilitator=w.malo)
    w.things["election"] = go_on(w, start(w, "Trésorerie"))
    w.things["noted_nomination"] = note_nomination_online(w.election, member=w.malo, nominee=w.rose, actor=w.ines)
    w.things["election_changing"] = go_on(w, named(w, start(w, "Secrétariat")))
    actions.pause_election(w.election_changing, days=7, reason="Les congés.", actor=w.ines)
    w.things["election_proposing"] = go_on(w, go_on(w, named(w, start(w, "Bricolage"))))
    w.things["candidacy"] = proposed(w, start(w, "Accueil"), w.rose)
    w.things["noted_answer"] = note_answer_online(w.candidacy, member=w.malo, actor=w.ines)
    w.things["accepting"] = answered(proposed(w, start(w, "Réseau"), w.malo), w.ines, w.rose)
    objected = proposed(w, start(w, "Jardin"), w.rose)
    actions.answer_candidacy(objected, kind="objection", objection={"consequence": "trop de charges"}, actor=w.malo)
    answered(objected, w.ines)
    w.things["election_objection"] = CandidacyAnswer.objects.get(candidacy=objected, member=w.malo)
    worded = proposed(w, start(w, "Vélos"), w.rose)
    w.things["election_worded"] = actions.answer_candidacy(worded, kind="objection", objection={}, actor=w.malo)
    actions.ask_for_help_in_election(w.election_worded, helper=w.ines, actor=w.malo)
    elected = answered(proposed(w, start(w, "Clés"), w.malo), w.ines, w.rose)
    w.things["elected"] = actions.accept_candidacy(elected, actor=w.malo).election
    add_full_election(w)


def start(w: Any, title: str, circle: Circle | None = None, *, facilitator: Member | None = None) -> Election:
    return actions.start_election(
        circle or w.ca,
        title=title,
        mission="Tenir ce rôle pour la maison.",
        criteria="Deux heures par semaine.",
        until=date(w.today.year + 2, 1, 1),
        role="coordinator",
        facilitator=facilitator or w.ines,
        actor=w.ines,
    )


def go_on(w: Any, election: Election) -> Election:
    return actions.next_election_stage(election, actor=w.ines)


def named(w: Any, election: Election, *people: Member) -> Election:
    """The nominations are shown: each names Malo, Malo names Rose."""
    go_on(w, election)
    for member in people or (w.ines, w.malo, w.rose):
        nominee = w.rose if member == w.malo else w.malo
        actions.nominate(election, nominee=nominee, reason="on peut compter dessus", actor=member)
    election.refresh_from_db()
    return election


def proposed(w: Any, election: Election, person: Member, *people: Member) -> Candidacy:
    go_on(w, go_on(w, named(w, election, *people)))
    return actions.propose_person(election, person=person, argument="les raisons entendues", actor=w.ines)


def answered(candidacy: Candidacy, *members: Member) -> Candidacy:
    for member in members:
        actions.answer_candidacy(candidacy, kind="concern", text="à soutenir", actor=member)
    return candidacy


def add_full_election(w: Any) -> None:
    """Several names proposed, and `size` more people who name, answer and object."""
    circle = create_circle(actor=w.ada, kind=Circle.Kind.WORKING_GROUP, name="Fournil")
    people = (w.ines, w.malo, w.rose, *w.many)
    for member in people:
        give_mandate(circle, member=member, actor=w.ada, since=date(w.today.year, 1, 1))
    candidacy = proposed(w, start(w, "Levain", circle), w.rose, *people)
    for member in (w.ines, w.malo, *w.many):
        actions.answer_candidacy(
            candidacy, kind="objection", objection={"consequence": "déjà deux rôles"}, actor=member
        )
    actions.propose_person(candidacy.election, person=w.malo, argument="l’autre nom", actor=w.ines)
    w.things["full_election"] = Election.objects.get(pk=candidacy.election_id)
