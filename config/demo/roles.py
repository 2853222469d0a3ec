"""Roles with their missions: held together, with a term that ends soon and a substitute, or still to take."""

from datetime import timedelta

from django.utils import timezone

from commissions.actions import describe_role, entrust_role
from commissions.models import Circle, Mandate
from config.demo.people import ADA, OMAR
from journal.actions import Actor, action
from members.models import Member


@action
def entrust_roles(cast: dict[str, Member], board: Circle, commission: Circle, *, actor: Actor) -> None:
    """Two roles of the board, two of the commission of Omar; the treasurer's term ends in fifty days."""
    ada, today = cast[ADA], timezone.localdate()
    seated = board.mandates.filter(role=Mandate.Role.ELECTED).select_related("member").order_by("-pk")
    first, second, third, fourth = [mandate.member for mandate in seated[:4]]
    together = describe_role(
        board,
        name="Coprésidence",
        mission="Signer pour l’association, préparer les assemblées, répondre à la mairie et aux partenaires.",
        seats=2,
        term_months=24,
        actor=ada,
    )
    for member in (first, second):
        entrust_role(together, member=member, since=today - timedelta(days=210), actor=ada)
    treasury = describe_role(
        board,
        name="Trésorerie",
        mission="Tenir les comptes, payer les factures, dire chaque trimestre au CA où l’on en est.",
        term_months=12,
        actor=ada,
    )
    ends = today + timedelta(days=50)
    entrust_role(treasury, member=third, since=ends - timedelta(days=365), until=ends, actor=ada)
    entrust_role(treasury, member=fourth, is_substitute=True, actor=ada)
    keys = describe_role(
        commission,
        name="Clés et badges",
        mission="Prêter et reprendre les clés, tenir la liste à jour, prévenir quand un badge se perd.",
        actor=ada,
    )
    holder = commission.mandates.exclude(member=cast[OMAR]).select_related("member").earliest("pk").member
    entrust_role(keys, member=holder, since=today - timedelta(days=400), actor=ada)
    describe_role(
        commission,
        name="Accueil des personnes nouvelles",
        mission="Répondre dans la semaine à qui arrive, faire visiter, présenter les commissions.",
        seats=2,
        term_months=12,
        actor=ada,
    )
