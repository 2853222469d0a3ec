"""Tonight's evening of the board, convened and ready to open."""

from datetime import datetime, timedelta

from django.utils import timezone

from assembly.actions import add_item, convene, plan_meeting
from assembly.models import Meeting
from commissions.models import Circle
from config.demo.meetings import PLACE, Cast, accepted_proxy, at, give_roles
from config.demo.people import INES, MALO, OMAR
from journal.actions import Actor, action
from journal.clock import telling
from members.models import Member
from proposals.actions import agree_to_facilitate, write_proposal
from proposals.models import Proposal

VISITS = (
    "Une visite du lieu a lieu chaque mercredi à 18 h, et non plus un mercredi par mois. Deux membres "
    "l’animent à tour de rôle ; la liste est tenue par la commission Vie Quotidienne. Une personne qui arrive "
    "comme bénévole est invitée à la première visite qui suit."
)

OFFER = (
    "Le CA donne mandat à la commission Finance pour écrire aux propriétaires une offre d’achat d’une partie "
    "du bâtiment, sur la base de l’estimation indépendante de 470 000 €. L’offre revient devant le CA avant "
    "d’être signée ; l’achat lui-même sera décidé par l’assemblée générale."
)


@action
def prepare_tonight(cast: Cast, board: Circle, *, actor: Actor) -> Meeting:
    """What the documents say was at stake, on one agenda, convened nine days ago."""
    ines, malo, omar = cast[INES], cast[MALO], cast[OMAR]
    seated = list(Member.objects.filter(mandates__circle=board, mandates__until=None).order_by("pk"))
    starts_at, ends_at = tonight(timezone.localtime())
    review = timezone.localdate() + timedelta(days=180)
    with telling(starts_at - timedelta(days=9)):
        visits = write_proposal(
            board,
            title="Ouvrir les visites chaque mercredi",
            text=VISITS,
            actor=omar,
            facilitator=ines,
            review_on=review,
            need="L’histoire et l’objectif du projet sont moins partagés par les personnes qui arrivent : "
            "une visite par mois ne suffit plus.",
        )
        offer = write_proposal(
            board,
            title="Écrire une offre d’achat",
            text=OFFER,
            actor=malo,
            facilitator=ines,
            review_on=review,
            process=Proposal.Process.MAJORITY,
            need="Le séminaire a confirmé l’envie d’acheter, et les travaux n’ont de sens que chez soi.",
        )
        meeting = plan_meeting(
            board, title="CA de ce soir", starts_at=starts_at, ends_at=ends_at, place=PLACE, actor=ines
        )
        give_roles(meeting, ines, scribe=omar, timekeeper=malo)
        agenda: list[tuple[str, str, int, str, Member | None, Proposal | None]] = [
            ("Accueil et tour de table", "information", 5, "Qui est là, qui représente qui, qui écrit.", ines, None),
            (
                "La connexion internet",
                "information",
                10,
                "Des résidentes et résidents qui s’y connaissent s’en sont emparés : où en est-on ?",
                seated[5],
                None,
            ),
            (visits.title, "consent", 20, "", omar, visits),
            (offer.title, "vote", 25, "Estimation indépendante : 470 000 €.", malo, offer),
            (
                "Le projet de bistro",
                "discussion",
                15,
                "Deux porteuses de projet cherchent un lieu depuis deux ans : de quoi ont-elles besoin de nous ?",
                None,
                None,
            ),
            (
                "Les travaux : par où commencer ?",
                "discussion",
                20,
                "Le dossier de la commission Technique chiffre la mise aux normes à 1,3 million d’euros.",
                seated[6],
                None,
            ),
            ("Qui fait quoi d’ici là", "information", 5, "", ines, None),
        ]
        for title, kind, minutes, about, owner, proposal in agenda:
            add_item(
                meeting, title=title, kind=kind, minutes=minutes, note=about, owner=owner, proposal=proposal, actor=ines
            )
        add_item(meeting, title="La situation d’une personne", kind="discussion", minutes=5, is_closed=True, actor=ines)
        convene(meeting, actor=ines)
    with telling(starts_at - timedelta(days=8)):
        for proposal in (visits, offer):
            agree_to_facilitate(proposal, actor=ines)
    with telling(starts_at - timedelta(days=1)):
        accepted_proxy(meeting, giver=seated[9], holder=malo)
        accepted_proxy(meeting, giver=seated[10], holder=omar)
    return meeting


def tonight(now: datetime) -> tuple[datetime, datetime]:
    """18:30 to 20:30; later in the evening, from the next quarter of an hour; always before midnight."""
    start = at(now.date(), 18, 30)
    latest = at(now.date(), 21, 30)
    if now > start:
        quarter = now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0) + timedelta(minutes=15)
        start = min(quarter, latest)
    return start, start + timedelta(hours=2)
