"""A role of a circle, and who holds it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commissions.changes import ChangeKind
from commissions.forms.changes import GroundedForm
from commissions.models import Circle, CircleRole, HandoverNote
from commissions.models.role import LONGEST_TERM, MOST_SEATS
from members.queries import active_members
from web.widgets import DateInput, ProseArea


class RoleForm(GroundedForm, forms.Form):
    """What a role is."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("For example: “treasurer”, “keys and locks”."))
    mission = forms.CharField(
        label=_("Mission"),
        required=False,
        widget=ProseArea(rows=5),
        help_text=_("What this person looks after, and what they decide by themself."),
    )
    seats = forms.IntegerField(
        label=_("How many people hold it together?"), min_value=1, max_value=MOST_SEATS, initial=1
    )
    term_months = forms.IntegerField(
        label=_("For how many months?"),
        min_value=1,
        max_value=LONGEST_TERM,
        required=False,
        help_text=_("Left empty, there is no term. Who holds it today keeps the end that they have."),
    )

    def __init__(self, *args: Any, circle: Circle, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_for_ground(ChangeKind.ROLE, circle, person)

    @staticmethod
    def shown(role: CircleRole) -> dict[str, Any]:
        """What the form shows of one that is there."""
        return {name: getattr(role, name) for name in ("name", "mission", "seats", "term_months")}


class RoleEndingForm(GroundedForm, forms.Form):
    """That a circle has a role no more."""

    def __init__(self, *args: Any, circle: Circle, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_for_ground(ChangeKind.ROLE, circle, person)


class HolderForm(GroundedForm, forms.Form):
    """Who holds a role, from when until when."""

    member = forms.ModelChoiceField(label=_("Who"), queryset=active_members(), empty_label=_("Choose somebody"))
    is_substitute = forms.BooleanField(
        label=_("As a substitute"), required=False, help_text=_("They stand in for those who hold it.")
    )
    since = forms.DateField(
        label=_("Since"),
        required=False,
        widget=DateInput(),
        help_text=_("Left empty: today, or the end of the first term where all the places are held."),
    )
    until = forms.DateField(label=_("Until"), required=False, widget=DateInput())

    def __init__(self, *args: Any, role: CircleRole, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].help_text = (
            _("Left empty: the end of the role’s term.") if role.term_months else _("Empty: until somebody ends it.")
        )
        self.ask_for_ground(ChangeKind.HOLDING, role.circle, person)


class HoldingEndingForm(GroundedForm, forms.Form):
    """The end of somebody else's holding of a role."""

    def __init__(self, *args: Any, circle: Circle | None, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if circle:
            self.ask_for_ground(ChangeKind.ENDING, circle, person)


class HandoverForm(forms.Form):
    """What whoever holds a role leaves for the next."""

    under_way = forms.CharField(
        label=_("What is under way"),
        required=False,
        widget=ProseArea(rows=5),
        help_text=_("What is begun, what comes back each month or each year, what waits for an answer."),
    )
    where_things_are = forms.CharField(
        label=_("Where things are"),
        required=False,
        widget=ProseArea(rows=4),
        help_text=_("Files, folders, keys, accounts. No password: say who has it."),
    )
    whom_to_know = forms.CharField(
        label=_("Whom to know"),
        required=False,
        widget=ProseArea(rows=4),
        help_text=_("Who helps, inside and outside, and for what."),
    )

    @staticmethod
    def shown(note: HandoverNote | None) -> dict[str, str]:
        """What the form shows of a note that is there."""
        if note is None:
            return {}
        return {name: getattr(note, name) for name in ("under_way", "where_things_are", "whom_to_know")}
