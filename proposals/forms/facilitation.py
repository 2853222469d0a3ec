"""Asking somebody to facilitate a proposal."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissions.models import Circle
from commissions.queries import members_of
from members.models import Member
from proposals.forms.process import PersonField


class FacilitatorForm(forms.Form):
    """Somebody of the circle. `choices`: who would already ask whom."""

    person = PersonField(label=gettext_lazy("Who facilitates from now on?"), queryset=Member.objects.none())

    def __init__(self, data: Any = None, *, circle: Circle, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        field = self.fields["person"]
        field.queryset = members_of(circle)  # type: ignore[attr-defined]
        named = [_("%(name)s would ask %(person)s.") % {"name": name, "person": person} for name, person in choices]
        rule = _("Whoever coordinates the circle asks; where nobody does, two members name the same person.")
        field.help_text = " ".join([rule, *named])
