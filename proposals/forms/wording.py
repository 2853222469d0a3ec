"""Whom somebody asks to word an objection with them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Member
from proposals.forms.process import PersonField
from proposals.models import Round


class HelperForm(forms.Form):
    helper = PersonField(
        label=_("Who helps you to find the words?"),
        queryset=Member.objects.none(),
        help_text=_("This person reads your objection and writes in it. Nobody else sees it before the close."),
    )

    def __init__(self, *args: Any, round: Round, person: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        electors = Member.objects.filter(pk__in=round.electors.values("member")).exclude(pk=person.pk)
        self.fields["helper"].queryset = electors.order_by("name")  # type: ignore[attr-defined]
