"""An election without candidate that goes on online: all but one have named somebody."""

from datetime import timedelta

from django.utils import timezone

from commissions.models import Circle, Mandate
from commissions.queries import members_of
from config.demo.people import OMAR
from journal.actions import Actor, action
from journal.clock import now, telling
from members.models import Member
from proposals.actions import next_election_stage, nominate, start_election
from proposals.models import Election

REASONS = (
    "Toujours là le mercredi, et sait mettre à l’aise les personnes qui arrivent.",
    "Connaît le lieu depuis le début, et le raconte bien.",
    "A déjà remplacé deux visites au pied levé.",
)


@action
def elect_now(cast: dict[str, Member], commission: Circle, *, actor: Actor) -> Election:
    """Who coordinates the visits, in the commission of Omar, who facilitates and has named nobody yet."""
    omar = cast[OMAR]
    with telling(now() - timedelta(days=2)):
        election = start_election(
            commission,
            title="Coordination des visites",
            mission="Tenir la liste des visites, trouver qui les anime, et dire chaque mois au CA ce qu’on y entend.",
            criteria="Deux heures par semaine, et l’envie d’accueillir.",
            until=timezone.localdate() + timedelta(days=365),
            role=Mandate.Role.COORDINATOR,
            actor=omar,
        )
        next_election_stage(election, actor=omar)
        others = list(members_of(commission).exclude(pk=omar.pk).order_by("pk"))
        for number, member in enumerate(others):
            named = others[number % 2] if len(others) > 1 else omar
            nominate(election, nominee=named, reason=REASONS[number % len(REASONS)], actor=member)
    return election
