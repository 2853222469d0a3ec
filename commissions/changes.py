"""What a decision lets somebody change: it says so before it is taken, and it is used once (PRODUCT §3.7).

A proposal, or an election, carries a `Change`; so does whoever enters rules or gives a place, and the two are compared.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissions.models import Circle, CircleRole, Mandate
from commissions.queries import deciders_for, line_of, mandates_in_force
from commissions.role_queries import holdings_in_force
from journal.refusals import wrong
from journal.texts import line
from members.models import Member

FOUNDED = (Circle.Kind.BOARD.value, Circle.Kind.COMMISSION.value, Circle.Kind.WORKING_GROUP.value)


class ChangeKind(models.TextChoices):
    RULES = "rules", gettext_lazy("the rules of a circle")
    MANDATE = "mandate", gettext_lazy("a place in a circle, or a role")
    ENDING = "ending", gettext_lazy("the end of somebody’s mandate")
    ROLE = "role", gettext_lazy("a role of a circle: its mission, its term")
    HOLDING = "holding", gettext_lazy("who holds a role of a circle")
    CREATION = "creation", gettext_lazy("a new circle")
    CLOSING = "closing", gettext_lazy("the end of a working group")
    MOVE = "move", gettext_lazy("which circle a circle is within")
    DELEGATION = "delegation", gettext_lazy("what a circle decides by itself (a delegation)")


@dataclass(frozen=True)
class Change:
    """One change, by the keys of what it is about; without a kind, nothing changes.

    `circle` is the one whose rules, mandates or place change; for a new circle, the one that it will be within.
    `members` are those named, or elected: each once; nobody named leaves it open who. `within` is where a circle
    moves to, None for no other circle. A new circle has its `name` and its `new_kind`. A delegation is not used up:
    while its decision holds, the circle decides by itself on what `name` says, up to `amount` euros, 0 for no limit.
    `held_role` is the key of the circle's role that is held (as a substitute or not), or whose holding ends.
    """

    kind: str = ""
    circle: int = 0
    role: str = ""
    members: tuple[int, ...] = ()
    within: int | None = None
    new_kind: str = ""
    name: str = ""
    amount: int = 0
    held_role: int = 0
    is_substitute: bool = False

    def __bool__(self) -> bool:
        return bool(self.kind)

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Change":
        return cls(**{**kept, "members": tuple(kept.get("members", ()))})

    def plain(self) -> dict[str, Any]:
        """As it is kept: without what is empty."""
        return {name: list(value) if name == "members" else value for name, value in asdict(self).items() if value}

    def for_journal(self) -> dict[str, Any]:
        """The same for the body of a journal's entry, where no name stands: that one is told apart, in private."""
        return {name: value for name, value in self.plain().items() if name != "name"}

    def texts(self) -> dict[str, str]:
        """What was typed of it, for the journal, where it is private."""
        return {"delegated" if self.is_delegation else "new_circle": self.name}

    @property
    def is_delegation(self) -> bool:
        return self.kind == ChangeKind.DELEGATION

    def allows(self, change: "Change") -> bool:
        """Whether a decision that says this lets that be done."""
        named = not self.members or set(change.members) <= set(self.members)
        return named and self.but_who() == change.but_who()

    def part(self, change: "Change") -> str:
        """The part of it that this uses: one person's, where people are named; else all of it."""
        return Member.topic_of(change.members[0]) if self.members else ""

    @property
    def parts(self) -> set[str]:
        return {Member.topic_of(pk) for pk in self.members} or {""}

    def but_who(self) -> tuple[Any, ...]:
        place = self.role, self.held_role, self.is_substitute
        return self.kind, self.circle, place, self.within, self.new_kind, self.name, self.amount


NOTHING = Change()


class ChangeField(models.JSONField):
    """A change as it is kept: a mapping, empty for none. Read, it is a `Change`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"default": dict, "blank": True, **kwargs})

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        kept = super().from_db_value(value, expression, connection)
        return Change.read(kept) if isinstance(kept, dict) else kept

    def to_python(self, value: Any) -> Any:
        return Change.read(value) if isinstance(value, Mapping) else value

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(value.plain() if isinstance(value, Change) else value)

    def get_default(self) -> Any:
        return NOTHING

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value.plain(), model_instance)

    def value_to_string(self, obj: Any) -> Any:
        return self.value_from_object(obj).plain()


def checked(change: Change, by: Circle) -> Change:
    """The change, with a clean name, once it is known to be one that this circle may decide.

    Raises ValidationError on `changes`: `ended`, `kind`, `elsewhere`, `incomplete`, `assembly`, `inactive`,
    `no_mandate`, `link`, `board`, `loop`, `itself`.
    """
    if not change:
        return NOTHING
    circle = Circle.objects.filter(pk=change.circle).first()
    if change.kind not in ChangeKind.values or circle is None:
        raise _wrong(_("Say which circle it changes."), "incomplete")
    if by.pk not in deciders_for(circle):
        raise _wrong(
            _("%(by)s does not decide for %(circle)s: it takes a decision of that circle, or of one above it.")
            % {"by": by.name, "circle": circle.name},
            "elsewhere",
        )
    if circle.has_ended:
        raise _wrong(_("%(circle)s has ended: nothing of it is changed any more.") % {"circle": circle.name}, "ended")
    if change.is_delegation and circle.pk == by.pk:
        raise _wrong(_("A circle delegates to another one: choose one within it."), "itself")
    return _CHECKS[ChangeKind(change.kind)](change, circle)


def _check_rules(change: Change, circle: Circle) -> Change:
    return Change(change.kind, circle.pk)


def _check_holding(change: Change, circle: Circle) -> Change:
    role = _role_of(change, circle)
    if Member.objects.filter(pk__in=change.members, is_active=True).count() != len(set(change.members)):
        raise _wrong(_("This account is closed: nobody is mandated with it."), "inactive")
    return Change(change.kind, circle.pk, members=change.members, held_role=role.pk, is_substitute=change.is_substitute)


def _role_of(change: Change, circle: Circle) -> CircleRole:
    role = CircleRole.objects.filter(pk=change.held_role, circle=circle, ended_on=None).first()
    if role is None:
        raise _wrong(_("Say which role of %(circle)s it is about.") % {"circle": circle.name}, "incomplete")
    return role


def _check_mandate(change: Change, circle: Circle) -> Change:
    if circle.is_assembly and change.role != Mandate.Role.VOICE:
        raise _wrong(
            _("Nobody is given a place in an assembly: every member whose membership is paid is in it."), "assembly"
        )
    if change.role not in Mandate.Role.values:
        raise _wrong(_("Say which role it gives."), "incomplete")
    if Member.objects.filter(pk__in=change.members, is_active=True).count() != len(set(change.members)):
        raise _wrong(_("This account is closed: nobody is mandated with it."), "inactive")
    return Change(change.kind, circle.pk, role=change.role, members=change.members)


def _check_ending(change: Change, circle: Circle) -> Change:
    if len(change.members) != 1:
        raise _wrong(_("Say whose mandate it ends."), "incomplete")
    if change.held_role:
        role = _role_of(change, circle)
        if not holdings_in_force().filter(role=role, member=change.members[0]).exists():
            raise _wrong(_("This person does not hold “%(role)s”.") % {"role": role.name}, "no_mandate")
        return Change(change.kind, circle.pk, members=change.members, held_role=role.pk)
    mandate = mandates_in_force().filter(circle=circle, member=change.members[0]).select_related("sits_for").first()
    if mandate is None:
        raise _wrong(_("This person has no mandate in %(circle)s.") % {"circle": circle.name}, "no_mandate")
    if mandate.sits_for:
        raise _wrong(
            _("This person sits there for %(circle)s: it takes the end of the role by which they represent it.")
            % {"circle": mandate.sits_for.name},
            "link",
        )
    return Change(change.kind, circle.pk, members=change.members)


def _check_creation(change: Change, circle: Circle) -> Change:
    name = line(change.name)
    if not name or change.new_kind not in FOUNDED:
        raise _wrong(_("Say the name and the kind of the new circle."), "incomplete")
    if change.new_kind == Circle.Kind.BOARD and not circle.is_assembly:
        raise _wrong(_("A board is founded within the assembly, and by it."), "board")
    return Change(change.kind, circle.pk, new_kind=change.new_kind, name=name)


def _check_closing(change: Change, circle: Circle) -> Change:
    if not circle.may_end:
        raise _wrong(_("Only a working group ends: choose one."), "kind")
    return Change(change.kind, circle.pk)


def _check_move(change: Change, circle: Circle) -> Change:
    within = Circle.objects.filter(pk=change.within).first() if change.within else None
    if change.within and within is None:
        raise _wrong(_("Say which circle it changes."), "incomplete")
    if within and within.has_ended:
        raise _wrong(_("%(circle)s has ended: choose another circle.") % {"circle": within.name}, "ended")
    if within and circle.pk in line_of(within):
        raise _wrong(_("A circle cannot be within itself: choose another."), "loop")
    return Change(change.kind, circle.pk, within=within.pk if within else None)


def _check_delegation(change: Change, circle: Circle) -> Change:
    name = line(change.name)
    if not name:
        raise _wrong(_("Say what the circle decides by itself."), "incomplete")
    return Change(change.kind, circle.pk, name=name, amount=max(change.amount, 0))


_CHECKS = {
    ChangeKind.RULES: _check_rules,
    ChangeKind.ROLE: _check_rules,
    ChangeKind.HOLDING: _check_holding,
    ChangeKind.MANDATE: _check_mandate,
    ChangeKind.ENDING: _check_ending,
    ChangeKind.CREATION: _check_creation,
    ChangeKind.CLOSING: _check_closing,
    ChangeKind.MOVE: _check_move,
    ChangeKind.DELEGATION: _check_delegation,
}


def _wrong(message: str, code: str) -> ValidationError:
    return wrong("changes", message, code=code)
