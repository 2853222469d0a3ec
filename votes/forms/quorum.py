"""A quorum as people choose it: none, a share of the roll, or a number of people."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from votes.counting.quorum import NumberOfPeople, QuorumRule, rule

MOST = 10**6  # people
PEOPLE = "people"  # the choice beside which the number is written


class QuorumWidget(forms.MultiWidget):
    """The choice, the number, and where it is asked whether a share must be passed.

    The first part has the field's own name, the others `name_people` and `name_strict`.
    """

    template_name = "votes/quorum_widget.html"
    use_fieldset = False

    def __init__(self, *, may_be_strict: bool) -> None:
        parts: dict[str, forms.Widget | type[forms.Widget]] = {
            "": forms.Select(),
            "people": forms.NumberInput(),
        }
        if may_be_strict:
            parts["strict"] = forms.CheckboxInput()
        super().__init__(parts)

    def decompress(self, value: QuorumRule | None) -> list[Any]:
        if isinstance(value, NumberOfPeople):
            return [PEOPLE, value.number, False]
        return [value.amount, None, value.strict] if value else ["", None, False]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0"


class QuorumFormField(forms.MultiValueField):
    """Its value is the rule, or None for no quorum."""

    def __init__(self, *, may_be_strict: bool = False, **kwargs: Any) -> None:
        parts: list[forms.Field] = [
            forms.ChoiceField(required=False),
            forms.IntegerField(required=False, max_value=MOST),
        ]
        if may_be_strict:
            parts.append(forms.BooleanField(required=False))
        super().__init__(parts, widget=QuorumWidget(may_be_strict=may_be_strict), required=False, **kwargs)

    def offer(self, none: Any, shares: list[tuple[str, Any]]) -> None:
        """`none` says that there is no quorum; shares are amounts ("1/2") with their words."""
        choice: Any = self.fields[0]
        choice.choices = [("", none), *shares, (PEOPLE, _("a number of people"))]
        self.widget.widgets[0].choices = choice.choices

    def compress(self, values: list[Any]) -> QuorumRule | None:
        """Raises ValidationError: `number` where it is missing, `fraction` for more than everyone."""
        choice, number, strict = (*values, None, None, False)[:3]
        if choice == PEOPLE:
            if number is None or number < 1:
                raise ValidationError(_("Write how many people it takes."), code="number")
            return NumberOfPeople(number)
        try:
            return rule(choice, strict=bool(strict)) if choice else None
        except ValueError:
            raise ValidationError(_("Nobody could pass this quorum: choose a smaller one."), "fraction") from None
