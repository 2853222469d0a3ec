"""A place in a circle, and its end."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commissions.changes import ChangeKind
from commissions.forms.changes import GroundedForm
from commissions.models import Circle, Mandate
from members.queries import active_members
from web.widgets import DateInput, PeopleField

VOICE_HELP = _(
    "A voice without a vote: an employee, for instance, reads what the circle reads, asks, reacts and speaks; "
    "it counts in no quorum, and decides nothing."
)


class MandateForm(GroundedForm, forms.Form):
    """A place in the circle, for one person or several."""

    def __init__(self, *args: Any, circle: Circle, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if circle.is_assembly:
            self.fields["role"] = forms.ChoiceField(
                label=_("Role"), choices=[(Mandate.Role.VOICE, Mandate.Role.VOICE.label)], help_text=VOICE_HELP
            )
        is_decided = circle.is_assembly or circle.kind == Circle.Kind.BOARD
        otherwise = "" if is_decided else _("None: a simple place, welcomed by this circle")
        self.ask_for_ground(ChangeKind.MANDATE, circle, person, otherwise=otherwise)

    members = PeopleField(
        label=_("Who"),
        queryset=active_members(),
        help_text=_("Tick several people to give them the same place at once."),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Mandate.Role.choices,
        help_text=VOICE_HELP,
    )
    since = forms.DateField(label=_("Since"), required=False, widget=DateInput())
    until = forms.DateField(
        label=_("Until"), required=False, widget=DateInput(), help_text=_("Empty: until somebody ends it.")
    )


class EndingForm(GroundedForm, forms.Form):
    """The end of somebody else's mandate."""

    def __init__(self, *args: Any, circle: Circle | None, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if circle:
            self.ask_for_ground(ChangeKind.ENDING, circle, person)
