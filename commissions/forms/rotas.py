"""What people type about shifts that come back."""

from collections.abc import Container
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commissions.models import Absence, Circle, Rota, RotaTurn, Volunteer
from commissions.recurrence import Recurrence
from web.widgets import DateInput, TimeInput, text_area

NEED = "need_"  # before the key of a qualification: how many must have it


class WeekdaysField(forms.TypedMultipleChoiceField):
    """Days of the week to tick: 0 is Monday."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, required=False, widget=forms.CheckboxSelectMultiple, **kwargs)
        self.offer(range(7))

    def offer(self, weekdays: Container[int]) -> None:
        """Only these."""
        self.choices = [(number, capfirst(name)) for number, name in WEEKDAYS.items() if number in weekdays]


class RotaForm(forms.Form):
    """What comes back, when, and how many people it takes."""

    title = forms.CharField(label=_("What is to be done?"), max_length=Rota._meta.get_field("title").max_length)
    kind = forms.ChoiceField(label=_("Kind"), choices=Rota.Kind.choices, initial=Rota.Kind.CHORE)
    every = forms.ChoiceField(
        label=_("How often?"),
        choices=[
            ("week", _("every week")),
            ("fortnight", _("every two weeks")),
            ("month", _("every month")),
            ("day", _("every day")),
        ],
        help_text=_("Each month: on the same day as the first time, such as the first Saturday."),
    )
    weekdays = WeekdaysField(
        label=_("On which days?"),
        help_text=_("Where it is by weeks. Without one, the day of the first time."),
    )
    first_on = forms.DateField(label=_("First time"), widget=DateInput())
    last_on = forms.DateField(label=_("Last time"), required=False, widget=DateInput())
    hour = forms.TimeField(label=_("At what time?"), widget=TimeInput())
    minutes = forms.IntegerField(label=_("How long, in minutes?"), min_value=5, max_value=24 * 60, initial=60)
    places = forms.IntegerField(label=_("How many people each time?"), min_value=1, max_value=100, initial=1)
    experienced = forms.IntegerField(
        label=_("Of them, how many who know how it is done?"),
        min_value=0,
        max_value=100,
        initial=0,
        help_text=_("So that somebody new is beside somebody who knows. After three turns, one knows."),
    )
    note = forms.CharField(label=_("How it is done"), required=False, widget=text_area(4))

    def __init__(self, *args: Any, circle: Circle, **kwargs: Any) -> None:
        """It asks how many people must have each of the circle's qualifications."""
        super().__init__(*args, **kwargs)
        needs = self.initial.get("needs", {})
        for qualification in circle.qualifications.all():
            self.fields[NEED + str(qualification.pk)] = forms.IntegerField(
                label=gettext("Of them, how many with “%(name)s”?") % {"name": qualification.name},
                min_value=0,
                max_value=100,
                required=False,
                initial=needs.get(qualification.pk, 0),
            )
        self.order_fields([name for name in self.fields if name != "note"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        places_by_field = {name: values.pop(name) for name in list(values) if name.startswith(NEED)}
        return {
            **values,
            "needs": {int(name.removeprefix(NEED)): places or 0 for name, places in places_by_field.items()},
        }

    @classmethod
    def shown(cls, rota: Rota) -> dict[str, Any]:
        """What the form shows of one that is there."""
        recurrence = Recurrence.read(rota.rule, rota.first_on)
        same = ("title", "kind", "first_on", "last_on", "hour", "minutes", "places", "experienced", "note")
        chosen = {"every": recurrence.every, "weekdays": list(recurrence.weekdays)}
        needs = dict(rota.needs.values_list("qualification", "places"))
        return {name: getattr(rota, name) for name in same} | chosen | {"needs": needs}


class VolunteerForm(forms.Form):
    """On which days somebody takes turns."""

    weekdays = WeekdaysField(label=_("The days that suit me"), help_text=_("Without one: any day."))
    is_experienced = forms.BooleanField(
        label=_("I know how it is done, and may be beside somebody new"), required=False
    )

    def __init__(self, *args: Any, rota: Rota, **kwargs: Any) -> None:
        """Only the days on which it comes back are offered, where there are several."""
        super().__init__(*args, **kwargs)
        recurrence = Recurrence.read(rota.rule, rota.first_on)
        if recurrence.every == "month" or len(recurrence.weekdays) == 1:
            del self.fields["weekdays"]
        elif recurrence.weekdays:
            weekdays = self.fields["weekdays"]
            assert isinstance(weekdays, WeekdaysField)  # noqa: S101  (for the type checker)
            weekdays.offer(recurrence.weekdays)

    @classmethod
    def shown(cls, volunteer: Volunteer | None) -> dict[str, Any]:
        if volunteer is None:
            return {}
        return {"weekdays": volunteer.weekdays, "is_experienced": volunteer.is_experienced}


class AbsenceForm(forms.ModelForm):
    """The days on which somebody is away."""

    class Meta:
        model = Absence
        fields = ["first_on", "last_on"]
        widgets = {"first_on": DateInput(), "last_on": DateInput()}

    def _post_clean(self) -> None:
        """Validation belongs to the action."""


class SwapForm(forms.Form):
    """Whose turn one would like instead."""

    wanted = forms.ModelChoiceField(queryset=RotaTurn.objects.none())

    def __init__(self, *args: Any, turns: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = self.fields["wanted"]
        assert isinstance(wanted, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
        wanted.queryset = turns
