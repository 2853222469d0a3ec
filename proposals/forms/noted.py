"""The answer of somebody without a phone, as another notes it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Member
from proposals.forms.process import ObjectionForm, PersonField
from proposals.models import Position
from proposals.objection_reasons import PARTS
from web.widgets import PersonSelect, text_area


class NotedPositionForm(ObjectionForm):
    """Whose answer, which of the four, its words; and the reason of an objection, all of whose parts may be missing."""

    member = PersonField(
        label=_("Whose answer is it?"), queryset=Member.objects.none(), empty_label=_("choose"), widget=PersonSelect
    )
    position = forms.ChoiceField(label=_("Their answer"), choices=Position.Kind.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("Their concern, in a few words"), required=False, widget=text_area(3))

    def __init__(self, data: Any = None, *, people: Iterable[int]) -> None:
        super().__init__(data)
        self.fields["member"].queryset = Member.objects.filter(pk__in=people)  # type: ignore[attr-defined]

    @property
    def reason(self) -> list[forms.BoundField]:
        return [self[part] for part in PARTS]

    def plain(self) -> dict[str, Any]:
        """What the action takes."""
        values = self.cleaned_data
        return {
            "member": values["member"],
            "kind": values["position"],
            "text": values["text"],
            "objection": {part: values[part] for part in PARTS},
        }
