"""What people type about the carrying out of a decision, expected and done."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commissions.circle_endings import heir_of
from commissions.queries import members_of
from members.models import Member
from proposals.models import Decision, FollowUp
from web.widgets import DateInput, text_area


class ResponsibleField(forms.ModelChoiceField):
    """Who carries it out: a person of the circle, or nobody yet."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Who carries it out?"),
            queryset=Member.objects.none(),
            required=False,
            empty_label=_("nobody yet"),
            **kwargs,
        )

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class DueField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("By when?"), required=False, widget=DateInput(), **kwargs)


class ProgressForm(forms.Form):
    """How far it is; why, where it is dropped."""

    state = forms.ChoiceField(label=_("How far is it?"), choices=FollowUp.State.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("In a few words"),
        required=False,
        widget=text_area(2),
        help_text=_("Where it is dropped, say why: the circle reads it."),
    )


class EntrustForm(forms.Form):
    """Who carries it out, and by when."""

    responsible = ResponsibleField()
    due_on = DueField()

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].queryset = members_of(heir_of(decision.circle))  # type: ignore[attr-defined]
