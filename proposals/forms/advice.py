"""A decision after advice: whom to ask, who decides, and what is decided."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commissions.models import Circle
from commissions.queries import members_of
from members.models import Member
from proposals.forms.advisers import AdvisersField
from proposals.forms.process import PersonField
from proposals.models import Proposal
from web.widgets import text_area


class AdvisersForm(forms.Form):
    """More people, by name, than were asked already."""

    advisers = AdvisersField(required=True)

    def __init__(self, data: Any = None, *, proposal: Proposal) -> None:
        super().__init__(data)
        already = proposal.advices.values("adviser")
        field = self.fields["advisers"]
        field.queryset = field.queryset.exclude(pk__in=already).exclude(pk=proposal.decider_id)  # type: ignore[attr-defined]


class DeciderForm(forms.Form):
    """Somebody of the circle."""

    person = PersonField(label=_("Who decides from now on?"), queryset=Member.objects.none())

    def __init__(self, data: Any = None, *, circle: Circle) -> None:
        super().__init__(data)
        self.fields["person"].queryset = members_of(circle)  # type: ignore[attr-defined]


class TakenDecisionForm(forms.Form):
    """For or against, and why."""

    is_adopted = forms.TypedChoiceField(
        label=_("What do you decide?"),
        choices=[("yes", _("We do it, as the text says")), ("no", _("We do not do it"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reasons = forms.CharField(
        label=_("Your reasons"),
        widget=text_area(4),
        help_text=_("Those who gave advice read them; they stand in the register with the decision."),
    )
