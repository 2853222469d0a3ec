"""Loads the demo collective, through the same actions as everybody's."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from commissions.actions import add_task, create_circle, finish_task, give_mandate
from commissions.models import Circle, Mandate
from config.demo import story
from config.demo.advice import ask_for_advice
from config.demo.chores import share_chores
from config.demo.consultations import ask_now, tell_what_was_asked
from config.demo.elections import elect_now
from config.demo.evening import prepare_tonight
from config.demo.last_month import tell_last_month
from config.demo.links import link_circles
from config.demo.meetings import at
from config.demo.people import ADA, INES, MALO, NOE, OMAR, PERSONAS, ROSE, people
from config.demo.roles import entrust_roles
from history.actions import add_document, add_event, plan_visit
from journal.actions import CLOCK, Actor, action
from members.actions.accounts import add_member
from members.actions.collective import edit_collective, name_persona
from members.actions.invitations import accept_invitation, invite_first_administrator
from members.actions.standing import record_membership, record_residency
from members.models import Invitation, Member
from members.tokens import Bearer, digest

Cast = dict[str, Member]
Circles = dict[str, Circle]


def load(say: Callable[[str], None] = lambda text: None) -> None:
    """The whole demo, in eleven transactions. Refused by the caller when there is a collective already."""
    say("154 members")
    cast = settle(actor=CLOCK)
    say("circles and mandates")
    circles = found_circles(cast, actor=CLOCK)
    entrust_roles(cast, circles["ca"], circles["vie-quotidienne"], actor=CLOCK)
    link_circles(cast, circles["ca"], circles["vie-quotidienne"], actor=CLOCK)
    say("the story, documents, visits, tasks")
    tell(cast, circles, actor=CLOCK)
    say("an evening a month ago, and its decisions")
    tell_last_month(cast, circles["ca"], circles["vie-quotidienne"], actor=CLOCK)
    say("what was asked online, and what is")
    tell_what_was_asked(cast, circles, actor=CLOCK)
    ask_now(cast, circles, actor=CLOCK)
    elect_now(cast, circles["vie-quotidienne"], actor=CLOCK)
    ask_for_advice(cast, circles["vie-quotidienne"], actor=CLOCK)
    say("chores and shifts")
    share_chores(cast, circles["vie-quotidienne"], actor=CLOCK)
    say("tonight’s meeting")
    prepare_tonight(cast, circles["ca"], actor=CLOCK)


@action
def settle(*, actor: Actor) -> Cast:
    """The members, paid up for this year; Ada administers; five of them can be entered as."""
    edit_collective(
        actor=actor,
        name="L’Usine Vivante (démonstration)",
        address="12 quai Soubeyran, 26400 Crest",
        story="Un tiers-lieu de Crest, dans la Drôme. " + story.SOURCE,
    )
    everybody = people()
    ada = next(person for person in everybody if person.name == ADA)
    token = invite_first_administrator(actor=actor, email=ada.email)
    invitation = Invitation.objects.get(token_hash=digest(token))
    cast = {ADA: accept_invitation(invitation, actor=Bearer(token), name=ADA)}
    today = timezone.localdate()
    for person in everybody:
        joined_on = today - timedelta(days=9) if person.name == NOE else person.joined_on
        if person.name != ADA:
            cast[person.name] = add_member(actor=actor, email=person.email, name=person.name, joined_on=joined_on)
        member = cast[person.name]
        record_membership(member, actor=actor, year=today.year, paid_on=max(date(today.year, 1, 8), joined_on))
        if person.resident:
            pole, trade, structure = person.resident
            record_residency(member, actor=actor, trade=trade, pole=pole, structure=structure, since=joined_on)
    for name in PERSONAS:
        name_persona(cast[name], role=PERSONAS[name], actor=actor)
    return cast


@action
def found_circles(cast: Cast, *, actor: Actor) -> Circles:
    """The assembly, the board of twelve, the commissions, and who sits in them."""
    ada = cast[ADA]
    circles: Circles = {}

    def create(fact: story.CircleFact, parent: Circle | None, **rules: Any) -> Circle:
        circles[fact.slug] = create_circle(
            actor=ada,
            kind=fact.kind,
            name=fact.name,
            slug=fact.slug,
            mission=fact.mission,
            parent=parent,
            founded_on=fact.founded_on,
            **rules,
        )
        return circles[fact.slug]

    articles = {
        "online_article": "statuts, art. 9",
        "convocation_article": "statuts, art. 8",
        "remote_article": "statuts, art. 8",
    }
    assembly = create(story.AG, None, meeting_quorum="1/4", second_article="l’article 10 des statuts", **articles)
    # A quarter, so that whoever plays three of its twelve people can carry a consent to its end; and they may open
    # the evening at any hour of the day.
    board = create(
        story.CA,
        assembly,
        meeting_quorum="1/2",
        consent_quorum="1/4",
        majority_threshold="absolute",
        decides_late=True,
        **articles,
    )
    for fact in story.COMMISSIONS:
        rules = {"allows_advice": True, "domain": story.DAILY_LIFE_DOMAIN} if fact.slug == "vie-quotidienne" else {}
        create(fact, board, is_welcoming=True, **rules)

    year = timezone.localdate().year
    others = [name for name in cast if name not in {*PERSONAS, ROSE}]
    seated = [INES, MALO, OMAR, ROSE, *others[:8]]
    for name in seated:
        role = Mandate.Role.FACILITATOR if name == INES else Mandate.Role.ELECTED
        give_mandate(board, member=cast[name], actor=ada, role=role, since=date(year, 3, 14))
    at = 6  # some of the board sit in commissions too, as in any small place
    for fact in story.COMMISSIONS:
        first = [OMAR] if fact.slug == "vie-quotidienne" else []
        for rank, name in enumerate([*first, *others[at : at + fact.people - len(first)]]):
            role = Mandate.Role.COORDINATOR if rank == 0 else Mandate.Role.MEMBER
            since = date(year - 1, 9, 12) if rank % 3 else date(year, 2, 6)
            give_mandate(circles[fact.slug], member=cast[name], actor=ada, role=role, since=since)
        at += fact.people
    return circles


@action
def tell(cast: Cast, circles: Circles, *, actor: Actor) -> None:
    """The story from 2014 to 2018, the documents, the next visits, the week of Vie Quotidienne."""
    ines, omar = cast[INES], cast[OMAR]
    for event in story.EVENTS:
        add_event(actor=ines, title=event.title, happened_on=event.on, text=event.text, precision=event.precision)
    for kind, title, slug, text in story.DOCUMENTS:
        add_document(actor=ines, kind=kind, title=title, slug=slug, text=text, is_public=True)

    today = timezone.localdate()
    wednesday = today + timedelta(days=(2 - today.weekday()) % 7 or 7)
    for weeks, host in ((0, cast[OMAR]), (4, cast[ROSE])):
        plan_visit(
            actor=host,
            host=host,
            starts_at=at(wednesday + timedelta(weeks=weeks), 18),
            place="Dans la cour",
            note="L’atelier, le foyer, les jardins, et la salle où l’on se réunit. Comptez une heure.",
        )

    commission = circles["vie-quotidienne"]
    helper = next(mandate.member for mandate in commission.mandates.exclude(member=omar).select_related("member"))
    for title, days, who, note in story.TASKS:
        assignee = {"omar": omar, "helper": helper}.get(who)
        task = add_task(
            commission, title=title, actor=omar, assignee=assignee, due_on=today + timedelta(days=days), note=note
        )
        if who == "helper" and days < 0:
            finish_task(task, actor=helper)
