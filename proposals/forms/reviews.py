"""What people type when a decision is looked at again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from proposals.models import ReviewAnswer
from web.widgets import DateInput, text_area


class ReviewAnswerForm(forms.Form):
    """Keep, change or stop; why, but to keep."""

    choice = forms.ChoiceField(
        label=_("What do you want to do with it?"), choices=ReviewAnswer.Choice.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Why change or stop it?"),
        required=False,
        widget=text_area(3),
        help_text=_("What has not worked, or has changed since. Nothing to write to keep it."),
    )


class ReviewDayForm(forms.Form):
    """When a decision is looked at again."""

    day = forms.DateField(
        label=_("When will you look at it again?"),
        widget=DateInput(),
        help_text=_("The day that was chosen was over as it was adopted. Until then the decision holds."),
    )


class FactForm(forms.Form):
    """The new fact for which somebody asks to decide anew."""

    fact = forms.CharField(
        label=_("What is new?"),
        widget=text_area(4),
        help_text=_("Something that was not known when it was decided: “the supplier closes in June”."),
    )


class ReopeningAnswerForm(forms.Form):
    """A word to whoever asked: needed where nothing is decided anew."""

    reason = forms.CharField(
        label=_("Your answer"),
        required=False,
        widget=text_area(3),
        help_text=_("To leave the decision as it is, say why: whoever asked reads it."),
    )
