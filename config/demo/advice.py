"""A decision after advice that is under way: two of those who were asked have answered."""

from datetime import timedelta

from django.utils import timezone

from commissions.models import Circle
from commissions.queries import members_of
from config.demo.people import INES, OMAR, ROSE
from journal.actions import Actor, action
from journal.clock import now, telling
from members.models import Member
from proposals.actions import advise, write_proposal
from proposals.models import Proposal

ADVICE = (
    "Gardons une étagère libre à l’entrée : les personnes de passage n’osent pas ouvrir les placards.",
    "D’accord. Étiquetez aussi le tiroir des couverts, on me le demande à chaque repas.",
)


@action
def ask_for_advice(cast: dict[str, Member], commission: Circle, *, actor: Actor) -> Proposal:
    """Omar decides how the kitchen of the foyer is arranged; Rose has yet to say what she thinks of it."""
    omar = cast[OMAR]
    cook = members_of(commission).exclude(pk=omar.pk).order_by("pk").first()
    answering = [member for member in (cast[INES], cook) if member is not None]
    with telling(now() - timedelta(days=2)):
        proposal = write_proposal(
            commission,
            title="Ranger autrement la cuisine du foyer",
            text="La vaisselle de tous les jours va sur l’étagère du bas, celle des fêtes dans le placard du haut. "
            "Chaque porte dit ce qu’il y a derrière. Je m’en occupe samedi matin.",
            need="Après chaque repas, on cherche où va quoi, et la vaisselle reste sur l’égouttoir.",
            process=Proposal.Process.ADVICE,
            decider=omar,
            advisers=[*answering, cast[ROSE]],
            review_on=timezone.localdate() + timedelta(days=90),
            is_presented=True,
            actor=omar,
        )
    for days, member, text in zip((1, 0), answering, ADVICE, strict=True):
        with telling(now() - timedelta(days=days)):
            advise(proposal, text=text, actor=member)
    return proposal
