"""What the shifts of a circle need of somebody, who has it, which shifts ask for it."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from commissions.models import Circle, Qualification, QualifiedMember, Rota, RotaNeed
from commissions.turns import ShiftNeed

NEEDS = RotaNeed.objects.select_related("qualification").prefetch_related("qualification__holders")

NamedNeed = tuple[ShiftNeed, str]  # with the name of the qualification


def qualifications_of(circle: Circle) -> QuerySet[Qualification]:
    """What its shifts may need, each with `qualified`: who has it, and who said so."""
    holders = QualifiedMember.objects.filter(member__is_active=True).select_related("member", "said_by")
    return circle.qualifications.prefetch_related(Prefetch("holders", holders, to_attr="qualified"))


def needs_by_rota(rotas: Iterable[int]) -> dict[int, list[NamedNeed]]:
    """What the shifts of each rota (by its key) need, with the name of the qualification: two questions."""
    return _by_rota(NEEDS.filter(rota__in=rotas))


def needs_in(rotas: Iterable[Rota]) -> dict[int, list[NamedNeed]]:
    """The same of what `rotas_of` gave, which has read them."""
    return _by_rota(need for rota in rotas for need in rota.needs.all())


def _by_rota(rows: Iterable[RotaNeed]) -> dict[int, list[NamedNeed]]:
    needs: dict[int, list[NamedNeed]] = {}
    for row in rows:
        qualified = frozenset(holder.member_id for holder in row.qualification.holders.all())
        needs.setdefault(row.rota_id, []).append((ShiftNeed(row.places, qualified), row.qualification.name))
    return needs
