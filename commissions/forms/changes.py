"""Forms for what rests on a decision, and for what a decision lets be changed."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commissions import grounds
from commissions.changes import FOUNDED, Change, ChangeKind
from commissions.models import Circle, CircleRole, Mandate
from commissions.queries import decided_by
from journal.topics import Known
from members.models import Member

NAMES = {ChangeKind.CREATION: "changes_name", ChangeKind.DELEGATION: "changes_scope"}
"""Where each kind that has a name is asked for it."""


class RoleField(forms.ModelChoiceField):
    """A role, named with its circle."""

    def label_from_instance(self, role: CircleRole) -> str:
        return f"{role.name} · {role.circle.name}"


class GroundedForm(forms.BaseForm):
    """A form for what rests on a decision once the founding is over: it asks for the decision only then."""

    invitations: list[Known] = []  # where such a decision is asked for

    def ask_for_ground(self, kind: str, circle: Circle | None, person: Any, *, otherwise: Any = "") -> None:
        """Offer the decisions that allow this kind of change and were not used (of any circle, where none is named);
        `otherwise` says what naming none means, where that is possible.
        """
        if grounds.is_founding():
            return
        offered = grounds.offered(kind, circle, person)
        self.invitations = grounds.invitations(kind, circle, person)
        nothing = _("Choose a decision") if offered else _("No decision allows it yet: write the proposal first")
        self.fields["ground"] = forms.ChoiceField(
            label=_("The decision that says so"),
            required=not otherwise,
            choices=[("", otherwise or nothing), *offered],
            help_text=_("Of this circle, or of one above it, once. Everybody reads on which decision this rests."),
        )


class ChangingForm(forms.BaseForm):
    """A form for a text that may let something be changed, once, if it is adopted.

    What it says comes out as `change`; the other fields of it are the form's own.
    """

    CHANGE = ("changes", "changes_circle", "changes_role", "changes_person", "changes_within", "changes_kind",
              "changes_name", "changes_scope", "changes_amount", "changes_held", "changes_substitute")  # fmt: skip

    def ask_for_change(self, circle: Circle) -> None:
        """Ask what it would change: of this circle, or of one below it."""
        offered = decided_by(circle).living()
        kinds = [(kind, Circle.Kind(kind).label) for kind in FOUNDED]
        self.fields |= {
            "changes": forms.ChoiceField(
                label=_("What does it let be changed?"),
                choices=[("", _("no rule, no place, no circle")), *ChangeKind.choices],
                required=False,
                help_text=_(
                    "Rules, places and circles change by a decision that says so, once. Fill in what it takes."
                ),
            ),
            "changes_circle": forms.ModelChoiceField(
                label=_("Of which circle?"),
                queryset=offered,
                to_field_name="slug",
                required=False,
                empty_label=str(circle),
                help_text=_(
                    "For a new circle: the one that it is within. For a delegation: the one that decides by itself."
                ),
            ),
            "changes_role": forms.ChoiceField(
                label=_("Which role does it give?"), choices=Mandate.Role.choices, required=False
            ),
            "changes_person": forms.ModelChoiceField(
                label=_("To whom, or whose mandate?"),
                queryset=Member.objects.filter(is_active=True),
                required=False,
                empty_label=_("nobody is named"),
            ),
            "changes_within": forms.ModelChoiceField(
                label=_("Within which circle is it put?"),
                queryset=Circle.objects.living(),
                to_field_name="slug",
                required=False,
                empty_label=_("no other circle"),
            ),
            "changes_kind": forms.ChoiceField(
                label=_("What kind of circle is founded?"), choices=kinds, required=False, initial=kinds[-1][0]
            ),
            "changes_name": forms.CharField(label=_("Under which name?"), max_length=80, required=False),
            "changes_scope": forms.CharField(
                label=_("On what does that circle decide by itself?"),
                max_length=80,
                required=False,
                help_text=_("For example: “everyday purchases of the place”."),
            ),
            "changes_amount": forms.IntegerField(
                label=_("Up to how many euros?"),
                min_value=1,
                max_value=10_000_000,
                required=False,
                help_text=_("Left empty, there is no limit."),
            ),
        }
        self._ask_for_role(offered)
        self.own_circle = circle

    def _ask_for_role(self, offered: QuerySet[Circle]) -> None:
        """Which role of these circles it is about, where they have any."""
        roles = CircleRole.objects.filter(circle__in=offered, ended_on=None).select_related("circle")
        if not roles.exists():
            return
        self.fields |= {
            "changes_held": RoleField(
                label=_("Which role of that circle is held, or no longer?"),
                queryset=roles.order_by("circle__name", "name"),
                required=False,
                empty_label=_("no role"),
            ),
            "changes_substitute": forms.BooleanField(label=_("As a substitute"), required=False),
        }

    @staticmethod
    def initial_of(change: Change) -> dict[str, Any]:
        """What the fields show of a change."""
        if not change:
            return {}
        slugs = dict(Circle.objects.filter(pk__in={change.circle, change.within}).values_list("pk", "slug"))
        return {
            "changes": change.kind,
            "changes_circle": slugs.get(change.circle),
            "changes_role": change.role,
            "changes_person": change.members[0] if change.members else None,
            "changes_within": slugs.get(change.within or 0),
            "changes_kind": change.new_kind,
            "changes_name": "" if change.is_delegation else change.name,
            "changes_scope": change.name if change.is_delegation else "",
            "changes_amount": change.amount or None,
            "changes_held": change.held_role or None,
            "changes_substitute": change.is_substitute,
        }

    def change_fields(self) -> list[Any]:
        return [self[name] for name in self.CHANGE if name in self.fields]

    def opens_changes(self) -> bool:
        """Whether what it changes is to be looked at: it changes something, or something is wrong."""
        return bool(self.errors or self.initial.get("changes"))

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        read = {name: values.pop(name, None) for name in self.CHANGE}
        values["change"] = self._read_change(read)
        return values

    def _read_change(self, read: dict[str, Any]) -> Change:
        """What was said of it; what this kind of change has no use for is left aside."""
        kind, person, within = read["changes"], read["changes_person"], read["changes_within"]
        if not kind:
            return Change()
        has_people = kind in {ChangeKind.MANDATE, ChangeKind.ENDING, ChangeKind.HOLDING}
        role = read["changes_held"] if kind in {ChangeKind.ENDING, ChangeKind.HOLDING} else None
        return Change(
            kind=kind,
            circle=(read["changes_circle"] or self.own_circle).pk,
            role=read["changes_role"] if kind == ChangeKind.MANDATE else "",
            members=(person.pk,) if person and has_people else (),
            within=within.pk if within and kind == ChangeKind.MOVE else None,
            new_kind=read["changes_kind"] if kind == ChangeKind.CREATION else "",
            name=read[NAMES[kind]] or "" if kind in NAMES else "",
            amount=(read["changes_amount"] or 0) if kind == ChangeKind.DELEGATION else 0,
            held_role=role.pk if role else 0,
            is_substitute=bool(read["changes_substitute"]) and kind == ChangeKind.HOLDING,
        )
