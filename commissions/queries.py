"""Who is in which circle, by which rules, and what is to be done there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from django.db.models import Case, Exists, F, Q, QuerySet, When

import members.queries
from commissions.circles_read_once import once
from commissions.models import Circle, CircleQuerySet, JoinRequest, Mandate, ReservedPlace, Task, read_fraction
from journal.clock import now, today
from journal.statements import Statement
from members.models import Member
from votes.counting.majority import Base, MajorityRules, TieRule, read_threshold
from votes.rolls import RollRules

DONE_STAYS = timedelta(days=14)  # how long what is done stays on the board


def mandates_in_force(on: date | None = None) -> QuerySet[Mandate]:
    """The mandates that hold on that day (today by default)."""
    on = on or today()
    return Mandate.objects.filter(Q(until__isnull=True) | Q(until__gt=on), since__lte=on)


def voting_mandates(on: date | None = None) -> QuerySet[Mandate]:
    """Those of them that let one decide: a voice does not (PRODUCT §3.7)."""
    return mandates_in_force(on).exclude(role=Mandate.Role.VOICE)


def members_of(circle: Circle, on: date | None = None) -> QuerySet[Member]:
    """Who makes up the circle that day, and decides in it: those mandated in it, but with a voice alone; for an
    assembly, the members à jour."""
    on = on or today()
    if circle.is_assembly:
        return members.queries.paid_up(on).filter(is_active=True)
    mandated = voting_mandates(on).filter(circle=circle).values("member")
    return Member.objects.filter(pk__in=mandated, is_active=True)


def is_empty(circle: Circle) -> bool:
    """Whether nobody is left who decides in it: all have left, or their account is closed. An assembly is never so:
    whoever pays a membership is in it."""
    return not circle.is_assembly and not members_of(circle).exists()


def voices_of(circle: Circle, on: date | None = None) -> QuerySet[Member]:
    """Who sits in the circle that day with a voice and without a vote. In an assembly whoever is à jour has a vote."""
    seated = mandates_in_force(on).filter(circle=circle, role=Mandate.Role.VOICE).values("member")
    voices = Member.objects.filter(pk__in=seated, is_active=True)
    return voices.exclude(pk__in=members_of(circle, on).values("pk")) if circle.is_assembly else voices


def people_of(circle: Circle, on: date | None = None) -> QuerySet[Member]:
    """Who reads and speaks in the circle that day: its members, and those who have a voice in it."""
    seated = Q(pk__in=members_of(circle, on).values("pk")) | Q(pk__in=voices_of(circle, on).values("pk"))
    return Member.objects.filter(seated)


def circles_of(member: Member, on: date | None = None) -> QuerySet[Circle]:
    """The circles that this person is part of that day, and decides in, the assembly included when à jour."""
    on = on or today()
    mine = Q(pk__in=voting_mandates(on).filter(member=member).values("circle"))
    is_paid_up = Exists(members.queries.paid_up(on).filter(pk=member.pk))
    return once(("own", member.pk, on), Circle.objects.filter(mine | Q(is_paid_up, kind=Circle.Kind.ASSEMBLY)))


def circles_followed_by(member: Member, on: date | None = None) -> CircleQuerySet:
    """Those, the circles in which this person has a voice, and those that ended with them: what is kept for the circle,
    they read."""
    seats = Mandate.objects.that_let_read(on or today()).filter(member=member).values("circle")
    return Circle.objects.filter(Q(pk__in=circles_of(member, on).values("pk")) | Q(pk__in=seats))


# Of a circle that is no assembly, whose members are those mandated in it.
MANDATED = Statement(
    lambda member, circle, on: members_of(Circle(pk=circle, kind=Circle.Kind.WORKING_GROUP), on).filter(pk=member),
    *(int, int, date),
)


def is_in(member: Member, circle: Circle, on: date | None = None) -> bool:
    """Whether this person is part of the circle that day, and decides in it."""
    if circle.is_assembly:
        return members_of(circle, on).filter(pk=member.pk).exists()
    return MANDATED.first(member.pk, circle.pk, on or today()) is not None


def has_voice(member: Member, circle: Circle, on: date | None = None) -> bool:
    """Whether this person sits in the circle that day with a voice and without a vote."""
    return voices_of(circle, on).filter(pk=member.pk).exists()


def coordinates(member: Member, circle: Circle) -> bool:
    """Whether this person coordinates the circle today."""
    return mandates_in_force().filter(member=member, circle=circle, role=Mandate.Role.COORDINATOR).exists()


def has_board() -> bool:
    """Whether somebody sits on a board today."""
    seats = voting_mandates().filter(circle__kind=Circle.Kind.BOARD, member__is_active=True)
    return seats.exists()


def may_convene(member: Member, circle: Circle) -> bool:
    """Whether this person alone may plan and convene the circle's meetings, by its rules (PRODUCT §3.4).

    Where the rules name its coordinators and there are none, its members do: a circle is never stuck.
    """
    if not is_in(member, circle):
        return False
    match circle.convened_by:
        case Circle.Convener.BOARD:
            return voting_mandates().filter(member=member, circle__kind=Circle.Kind.BOARD).exists()
        case Circle.Convener.COORDINATORS:
            return coordinates(member, circle) or not coordinators_of(circle).exists()
        case Circle.Convener.MEMBERS:
            return True
    return False


def plannable_circles(member: Member) -> QuerySet[Circle]:
    """The circles whose meetings this person may plan, and the assembly, for which any member may ask."""
    in_force = mandates_in_force().filter(role=Mandate.Role.COORDINATOR, member__is_active=True)
    coordinated = Q(pk__in=in_force.filter(member=member).values("circle")) | ~Q(pk__in=in_force.values("circle"))
    return circles_of(member).filter(~Q(convener=Circle.Convener.COORDINATORS) | coordinated)


def circles_to_meet_now(member: Member) -> QuerySet[Circle]:
    """Those of them that may meet at once: an assembly is called beforehand."""
    return plannable_circles(member).exclude(kind=Circle.Kind.ASSEMBLY)


def convening_needed(circle: Circle) -> int:
    """How many members of an assembly convene it together: the share that its rules name, two where nobody sits on
    a board; never fewer than two, where there are two."""
    roll = members_of(circle).count()
    if circle.convened_by == Circle.Convener.BOARD and not has_board():
        share = 2
    else:
        share = ceil((read_fraction(circle.convening_share) or Fraction(1, 4)) * roll)
    return max(min(max(share, 2), roll), 1)


def places_in(circle: Circle) -> QuerySet[Mandate]:
    """Who sits in the circle today, those who coordinate it first, those who have a voice alone last."""
    is_plain = Case(
        When(role=Mandate.Role.COORDINATOR, then=0),
        When(role=Mandate.Role.MEMBER, then=2),
        When(role=Mandate.Role.VOICE, then=3),
        default=1,
    )
    in_force = mandates_in_force().filter(circle=circle).select_related("member")
    return in_force.order_by(is_plain, "member__name", "pk")


def reserved_in(circle: Circle) -> QuerySet[ReservedPlace]:
    """The places that wait for an address whose invitation, or another sent since, is open."""
    awaited = members.queries.open_invitations().exclude(email="").values("email")
    return circle.reserved_places.filter(invitation__email__in=awaited).select_related("invitation")


def coordinators_of(circle: Circle) -> QuerySet[Member]:
    """Those whom one may write to about the circle."""
    mandated = mandates_in_force().filter(circle=circle, role=Mandate.Role.COORDINATOR).values("member")
    return Member.objects.filter(pk__in=mandated, is_active=True)


def voters_of(circle: Circle, on: date | None = None) -> QuerySet[Member]:
    """Who votes in the circle that day: its members, à jour where its rules ask for it (with the days of grace)."""
    on = on or today()
    people = members_of(circle, on)
    return people.filter(pk__in=members.queries.paid_up(on).values("pk")) if circle.asks_membership else people


def roll_rules(circle: Circle, on: date | None = None) -> RollRules:
    """What a gathering of this circle freezes: its roll of that day, its quorum, its proxies."""
    return RollRules(
        electors=frozenset(voters_of(circle, on).values_list("pk", flat=True)),
        quorum=circle.meeting_quorum,
        proxies_count=circle.proxies_count,
        proxy_cap=circle.proxy_cap,
    )


def majority_rules(circle: Circle) -> MajorityRules:
    """How the circle decides by majority, unless a ballot says otherwise."""
    return MajorityRules(
        base=Base(circle.majority_base),
        threshold=read_threshold(circle.majority_threshold),
        tie=TieRule(circle.majority_tie),
        no_part_counts=circle.no_part_counts,
    )


def readable_circles(member: Member) -> CircleQuerySet:
    """The circles whose life this member may follow: the open ones, and their own, those that ended with them too."""
    mine = Mandate.objects.that_let_read(today()).filter(member=member).values("circle")
    circles = Circle.objects.followed_by_all() | Circle.objects.filter(pk__in=mine)
    return once(("readable", member.pk, today()), circles)


def open_requests() -> QuerySet[JoinRequest]:
    """Those who would like to join a circle and have no answer yet, the first to ask first."""
    waiting = JoinRequest.objects.filter(answer="", member__is_active=True)
    return waiting.select_related("circle", "member").order_by("asked_at", "pk")


Tree = dict[int, tuple[int | None, str]]  # of each circle: the one that it is within, and its kind


def line_of(circle: Circle) -> list[int]:
    """The circle and those that it is within, one after another."""
    return _line(circle.pk, _tree())


def deciders_for(circle: Circle) -> set[int]:
    """The circles whose decisions change this one: itself, and those above it (PRODUCT §3.7).

    Above a circle are those that it is within, up to the first assembly. Where they stop short of one, the collective's
    assembly is above: the one that is within no other circle, if it is alone so. Nothing is above an assembly.
    """
    return _deciders(circle.pk, _tree())


def decided_by(circle: Circle) -> CircleQuerySet:
    """The circles that this one decides for: itself, and those below it."""
    tree = _tree()
    return Circle.objects.filter(pk__in=[key for key in tree if circle.pk in _deciders(key, tree)])


def _tree() -> Tree:
    return {key: (parent, kind) for key, parent, kind in Circle.objects.values_list("pk", "parent", "kind")}


def _line(key: int | None, tree: Tree) -> list[int]:
    line: list[int] = []
    while key is not None and key not in line:
        line.append(key)
        key = tree[key][0]
    return line


def _deciders(key: int, tree: Tree) -> set[int]:
    deciders = set()
    for above in _line(key, tree):
        deciders.add(above)
        if tree[above][1] == Circle.Kind.ASSEMBLY:
            return deciders
    assemblies = [key for key, (parent, kind) in tree.items() if kind == Circle.Kind.ASSEMBLY and parent is None]
    return deciders | set(assemblies) if len(assemblies) == 1 else deciders


@dataclass(frozen=True)
class Board:
    """What there is to do, in the order in which it is looked at."""

    wanted: list[Task] = field(default_factory=list)
    taken: list[Task] = field(default_factory=list)
    done: list[Task] = field(default_factory=list)


def board_of(circle: Circle) -> Board:
    """The circle's tasks: those that want a volunteer, those that somebody has, those lately done."""
    return _board(Task.objects.filter(circle=circle))


def board_for(member: Member) -> Board:
    """This member's own tasks, and whatever wants a volunteer in the circles they may follow."""
    own = Q(assignee=member) | Q(done_by=member)
    open_to_me = Q(assignee=None, done_at=None, circle__in=readable_circles(member))
    return _board(Task.objects.filter(own | open_to_me))


def tasks_of(member: Member) -> QuerySet[Task]:
    """What this member has taken and not finished yet, the soonest first."""
    return Task.objects.filter(assignee=member, done_at=None).select_related("circle")


def readable_tasks(member: Member) -> QuerySet[Task]:
    """The tasks of the circles whose life this member may follow, and their own."""
    return Task.objects.filter(Q(circle__in=readable_circles(member)) | Q(assignee=member))


def wanted_tasks(circles: Iterable[Circle] | QuerySet[Circle]) -> QuerySet[Task]:
    """What wants a volunteer in these circles, the soonest first."""
    return Task.objects.filter(circle__in=circles, assignee=None, done_at=None).select_related("circle")


def _board(tasks: QuerySet[Task]) -> Board:
    tasks = tasks.select_related("circle", "assignee", "done_by")
    todo = list(tasks.filter(done_at=None))
    recent = tasks.filter(done_at__gte=now() - DONE_STAYS).order_by(F("done_at").desc())
    return Board(
        wanted=[task for task in todo if task.assignee_id is None],
        taken=[task for task in todo if task.assignee_id is not None],
        done=list(recent),
    )
