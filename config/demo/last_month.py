"""The board's evening of last month: a decision by consent, a vote, and the minutes, signed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.utils import timezone

from assembly.actions import (
    add_item,
    advance,
    arrive,
    close_item_ballot,
    close_meeting,
    conclude_item_ballot,
    convene,
    give_task,
    open_item_ballot,
    open_meeting,
    plan_meeting,
    sign,
    write_notes,
)
from assembly.models import AgendaItem, Meeting
from commissions.changes import Change, ChangeKind
from commissions.models import Circle
from config.demo.meetings import PLACE, Cast, accepted_proxy, at, give_roles
from config.demo.people import INES, MALO, ROSE
from journal.actions import CLOCK, Actor, action
from journal.clock import telling
from members.models import Member
from proposals.actions import (
    agree_to_facilitate,
    amend,
    close_round,
    lift_objection,
    next_stage,
    open_round,
    publish_decision,
    take_position,
    write_proposal,
)
from proposals.models import Objection, Proposal
from votes.actions import cast_vote, close_ballot
from votes.counting.majority import MajorityRules, Threshold
from votes.questions import QuestionSpec

WELCOME = (
    "Pendant son premier mois, chaque nouvelle personne est accompagnée par un membre de la commission Vie "
    "Quotidienne : une visite, les clés, le fonctionnement du foyer, et un café par semaine. La commission décide "
    "par elle-même de ce que l’accueil demande d’acheter, jusqu’à 150 €."
)

WELCOME_AMENDED = (
    "Pendant son premier mois, chaque nouvelle personne est accompagnée par un membre volontaire, de Vie "
    "Quotidienne ou d’ailleurs : une visite, les clés, le fonctionnement du foyer, et un café par semaine. "
    "Personne n’accompagne plus de deux personnes à la fois. La commission Vie Quotidienne décide par elle-même de "
    "ce que l’accueil demande d’acheter, jusqu’à 150 €."
)

ROOM = (
    "La salle de réunion est louée à des structures extérieures les mardis et les jeudis. Les autres jours, "
    "elle reste aux membres."
)


class Hour:
    """The hands of the clock on the wall of an evening told afterwards."""

    def __init__(self, start: datetime) -> None:
        self.at = start

    @contextmanager
    def after(self, minutes: int) -> Iterator[None]:
        self.at += timedelta(minutes=minutes)
        with telling(self.at):
            yield


@action
def tell_last_month(cast: Cast, board: Circle, daily_life: Circle, *, actor: Actor) -> Meeting:
    """A consent that an objection improved, and that delegates; a vote, tasks, and minutes signed by two."""
    ines, malo, rose = cast[INES], cast[MALO], cast[ROSE]
    seated = list(Member.objects.filter(mandates__circle=board, mandates__until=None).order_by("pk"))
    evening = at(timezone.localdate() - timedelta(days=28), 18, 30)
    hour = Hour(evening - timedelta(days=9))
    review = timezone.localdate() + timedelta(days=150)
    with hour.after(0):
        welcome = write_proposal(
            board,
            title="Accompagner chaque nouvelle personne",
            text=WELCOME,
            actor=rose,
            facilitator=ines,
            review_on=review,
            need="Nous étions un groupe d’amis ; aujourd’hui, il y a ici des gens que nous ne connaissons pas.",
            subject="Accueil",
            change=Change(ChangeKind.DELEGATION, daily_life.pk, name="achats de l’accueil", amount=150),
        )
        room = write_proposal(
            board,
            title="Louer la salle de réunion deux jours par semaine",
            text=ROOM,
            actor=malo,
            facilitator=ines,
            process=Proposal.Process.MAJORITY,
            review_on=review,
            need="Des structures extérieures la demandent, et les travaux restent à payer.",
            subject="Bâtiment",
        )
        meeting = plan_meeting(
            board,
            title="CA d’octobre" if evening.month == 10 else "CA du mois dernier",
            starts_at=evening,
            ends_at=evening + timedelta(hours=2),
            place=PLACE,
            actor=ines,
        )
        give_roles(meeting, ines, scribe=rose, timekeeper=seated[4])
        add_item(meeting, title="Accueil et tour de table", kind="information", minutes=5, actor=ines)
        add_item(meeting, title=welcome.title, kind="consent", minutes=30, proposal=welcome, owner=rose, actor=ines)
        add_item(meeting, title=room.title, kind="vote", minutes=20, proposal=room, owner=malo, actor=ines)
        add_item(meeting, title="Ce qui reste à faire", kind="information", minutes=5, actor=ines)
        convene(meeting, actor=ines)
    with hour.after(24 * 60):
        for proposal in (welcome, room):
            agree_to_facilitate(proposal, actor=ines)
    with hour.after(7 * 24 * 60 + 20 * 60):
        accepted_proxy(meeting, giver=seated[9], holder=malo)
        accepted_proxy(meeting, giver=seated[10], holder=rose)
    hour.at = evening
    with hour.after(2):
        open_meeting(meeting, actor=ines)
        for member in seated[:7]:
            arrive(meeting, member=member, actor=member)
        begin_next(meeting, ines)
    with hour.after(6):
        note(meeting, "Neuf personnes présentes ou représentées. Deux nouveaux visages au foyer ce mois-ci.", rose)
        begin_next(meeting, ines)
        decide_by_consent(welcome, hour, cast, seated)
        note(
            meeting,
            "La crainte d’épuiser Vie Quotidienne a été entendue : l’accompagnement s’ouvre à tout le monde.",
            rose,
        )
        give_task(
            meeting,
            title="Tenir la liste des accompagnements",
            assignee=rose,
            actor=ines,
            item=current(meeting),
            due_on=timezone.localdate() + timedelta(days=10),
        )
        begin_next(meeting, ines)
    with hour.after(12):
        vote(meeting, room, hour, seated, conductor=ines)
        note(meeting, "Le prix sera fixé par la commission Finance.", rose)
    with hour.after(4):
        begin_next(meeting, ines)
    with hour.after(5):
        close_meeting(meeting, actor=ines)
    with hour.after(60 * 14):
        sign(meeting, actor=ines)
        sign(meeting, actor=rose)
    return meeting


def decide_by_consent(proposal: Proposal, hour: Hour, cast: Cast, seated: list[Member]) -> None:
    """A first round with an objection, a second text, a second round without."""
    ines, malo, rose = cast[INES], cast[MALO], cast[ROSE]
    present = seated[:7]
    with hour.after(11):
        first = open_round(proposal, actor=ines)
        for member in present:
            if member == malo:
                reason = {
                    "kind": "harm",
                    "consequence": "les quatorze personnes de Vie Quotidienne y passeront leurs soirées",
                    "fact": "quatre arrivées rien qu’en septembre",
                    "aim": "que le quotidien tienne dans la durée",
                    "suggestion": "ouvrir l’accompagnement à tous les membres volontaires",
                }
                take_position(first, kind="objection", actor=malo, objection=reason)
            else:
                take_position(first, kind="consent", actor=member)
    with hour.after(4):
        close_round(first, actor=ines)
        next_stage(proposal, actor=ines)
        amend(proposal, text=WELCOME_AMENDED, note="Ouvert à tous les membres, deux au plus à la fois.", actor=rose)
    with hour.after(6):
        lift_objection(Objection.objects.get(position__round=first), actor=malo)
        second = open_round(proposal, actor=ines)
        for member in present:
            if member == seated[5]:
                text = "À revoir si personne ne se propose."
                take_position(second, kind="concern", text=text, actor=member)
            else:
                take_position(second, kind="consent", actor=member)
        close_round(second, actor=ines)
    proposal.refresh_from_db()
    publish_decision(proposal.decision, audience="public", actor=ines)


def vote(meeting: Meeting, proposal: Proposal, hour: Hour, seated: list[Member], *, conductor: Member) -> None:
    """Nine answers: seven present, two by proxy; six for, one against, two abstentions."""
    rules = MajorityRules(threshold=Threshold.ABSOLUTE)
    link = open_item_ballot(current(meeting), QuestionSpec("Louons-nous la salle ainsi ?", rules), actor=conductor)
    answers = ["for", "for", "for", "against", "abstain", "for", "for"]
    with hour.after(2):
        for member, choice in zip(seated[:7], answers, strict=True):
            cast_vote(link.ballot, elector=member, choice=choice, actor=member)
        cast_vote(link.ballot, elector=seated[9], choice="for", actor=seated[1])
        cast_vote(link.ballot, elector=seated[10], choice="abstain", actor=seated[2])
    with hour.after(1):
        close_item_ballot(link, actor=conductor)
    with hour.after(1):
        close_ballot(link.ballot, actor=CLOCK)
        conclude_item_ballot(link, actor=CLOCK)


def begin_next(meeting: Meeting, conductor: Member) -> None:
    item = AgendaItem.objects.filter(meeting=meeting, state=AgendaItem.State.CURRENT).first()
    advance(meeting, expected=item.pk if item else None, actor=conductor)


def current(meeting: Meeting) -> AgendaItem:
    return AgendaItem.objects.select_related("meeting", "proposal").get(meeting=meeting, state=AgendaItem.State.CURRENT)


def note(meeting: Meeting, text: str, scribe: Member) -> None:
    write_notes(current(meeting), text=text, base=0, actor=scribe)
