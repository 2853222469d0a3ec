"""Who represents whom: three commissions in the board, the board in one of them; elsewhere nobody yet."""

from commissions.actions import entrust_role, open_link
from commissions.models import Circle, Mandate
from config.demo.people import ADA, OMAR
from journal.actions import Actor, action
from members.models import Member


@action
def link_circles(cast: dict[str, Member], board: Circle, commission: Circle, *, actor: Actor) -> None:
    """Omar, who sits on the board, represents it in his commission; somebody else of three commissions goes there."""
    ada = cast[ADA]
    entrust_role(open_link(board, to=commission, actor=ada), member=cast[OMAR], actor=ada)
    seated = board.mandates.values("member")
    others = board.children.exclude(pk=commission.pk).order_by("pk")[:2]
    for circle in (commission, *others):
        place = circle.mandates.exclude(member__in=seated).exclude(role=Mandate.Role.COORDINATOR).earliest("pk")
        entrust_role(open_link(circle, to=board, actor=ada), member=place.member, actor=ada)
