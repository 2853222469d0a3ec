"""What people look for in the register, and where they file a decision."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commissions.models import Circle
from members.models import Member
from proposals.models import Decision
from proposals.queries import subjects_of
from web.widgets import SuggestedInput


class SubjectField(forms.CharField):
    """The subject under which the circle files what it decides: one of its own, or a new one."""

    widget = SuggestedInput

    def __init__(self) -> None:
        hint = _("One or two words of the circle’s own, by which it finds its decisions again: “reception”, “money”.")
        super().__init__(label=_("Under which subject?"), max_length=60, required=False, help_text=hint)

    def offer(self, circle: Circle, person: Member) -> None:
        """Offer those that the circle used already."""
        self.widget.suggestions = subjects_of(circle, person)


class SubjectForm(forms.Form):
    """Where a decision is filed."""

    subject = SubjectField()

    def __init__(self, *args: Any, circle: Circle, person: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"].offer(circle, person)  # type: ignore[attr-defined]


class RegisterForm(forms.Form):
    """What to look for in the register. Anything that is not understood finds everything."""

    q = forms.CharField(label=_("Words"), required=False)
    circle = forms.ModelChoiceField(
        label=_("Circle"),
        queryset=Circle.objects.none(),
        required=False,
        to_field_name="slug",
        empty_label=_("all circles"),
    )
    subject = forms.ChoiceField(label=_("Subject"), required=False)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1900, max_value=2200)
    standing = forms.ChoiceField(
        label=pgettext_lazy("decision", "State"),
        required=False,
        choices=[("", _("all of them")), *Decision.Standing.choices],
    )
    process = forms.ChoiceField(
        label=_("Way of deciding"), required=False, choices=[("", _("all of them")), *Decision.Process.choices]
    )

    def __init__(self, *args: Any, circles: Any, subjects: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["circle"].queryset = circles  # type: ignore[attr-defined]
        choices = [("", _("all of them")), *((one, one) for one in subjects)]
        self.fields["subject"].choices = choices  # type: ignore[attr-defined]

    def opens_more(self) -> bool:
        """Whether more than words and a circle is looked for."""
        return any(self.data.get(name) for name in ("subject", "year", "standing", "process"))
