"""The templates of process that a circle has, and those that it may copy."""

from django.db.models import Q, QuerySet

from commissions.lengths import USUAL_DAYS, USUAL_MINUTES
from commissions.models import Circle
from commissions.queries import readable_circles
from members.models import Member
from proposals.models import ProcessTemplate, Proposal
from proposals.process_templates import HOUSE_TEMPLATES, IN_MEETING, ONLINE, HouseTemplate


def templates_of(circle: Circle, kept: ProcessTemplate | None = None) -> QuerySet[ProcessTemplate]:
    """Those that it offers, and the one that a draft has (`kept`)."""
    offered = Q(removed_at=None, process__in=_ways_of(circle))
    return ProcessTemplate.objects.filter(offered | Q(pk=kept.pk if kept else None), circle=circle)


def readable_templates(person: Member) -> QuerySet[ProcessTemplate]:
    """Those of the circles that this person may read."""
    offered = ProcessTemplate.objects.filter(removed_at=None, circle__in=readable_circles(person))
    return offered.select_related("circle")


def house_templates(circle: Circle) -> list[HouseTemplate]:
    """Those of the house that are for a way in which this circle decides."""
    return [template for template in HOUSE_TEMPLATES if template.process in _ways_of(circle)]


def _ways_of(circle: Circle) -> list[str]:
    return [way for way in ONLINE if way != Proposal.Process.ADVICE or circle.lets_one_decide]


def days_in(circle: Circle, template: HouseTemplate) -> dict[str, int]:
    """The days of each of its stages online, in this circle."""
    days = {**USUAL_DAYS, **circle.stage_days, **template.days}
    return {str(stage): days[stage] for stage in ONLINE[template.process]}


def minutes_in(circle: Circle, template: HouseTemplate) -> dict[str, int]:
    """The minutes of each of its stages in a meeting, in this circle."""
    minutes = {**USUAL_MINUTES, **circle.stage_minutes, **template.minutes}
    return {str(stage): minutes[stage] for stage in IN_MEETING[template.process]}
