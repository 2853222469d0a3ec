"""A quorum as people choose it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from votes.counting import quorum
from votes.counting.quorum import QuorumRule


class QuorumWidget(forms.MultiWidget):
    """How much it takes, and where it is asked whether that must be passed. The first part has the field's own name."""

    template_name = "votes/quorum_widget.html"
    use_fieldset = False

    def __init__(self, *, may_be_strict: bool) -> None:
        parts: dict[str, forms.Widget | type[forms.Widget]] = {"": forms.Select()}
        if may_be_strict:
            parts["strict"] = forms.CheckboxInput()
        super().__init__(parts)

    def decompress(self, value: QuorumRule | None) -> list[Any]:
        return [value.amount, value.strict] if value else ["", False]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0"


class QuorumFormField(forms.MultiValueField):
    """Its value is the rule, or None for no quorum."""

    def __init__(self, *, may_be_strict: bool = False, **kwargs: Any) -> None:
        parts: list[forms.Field] = [forms.ChoiceField(required=False)]
        if may_be_strict:
            parts.append(forms.BooleanField(required=False))
        super().__init__(parts, widget=QuorumWidget(may_be_strict=may_be_strict), required=False, **kwargs)

    def offer(self, none: Any, shares: list[tuple[str, Any]]) -> None:
        """`none` says that there is no quorum; shares are amounts ("1/2") with their words."""
        amount: Any = self.fields[0]
        amount.choices = [("", none), *shares]
        self.widget.widgets[0].choices = amount.choices

    def compress(self, values: list[Any]) -> QuorumRule | None:
        """Raises ValidationError (`fraction`) for more than everyone."""
        amount, strict = (*values, False, False)[:2]
        try:
            return quorum.read(amount or "", strict=bool(strict))
        except ValueError:
            raise ValidationError(_("Nobody could pass this quorum: choose a smaller one."), "fraction") from None
