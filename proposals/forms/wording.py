"""Whom somebody asks to word an objection with them."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from members.models import Member
from proposals.forms.process import PersonField


class HelperForm(forms.Form):
    helper = PersonField(
        label=_("Who helps you to find the words?"),
        queryset=Member.objects.none(),
        help_text=_("This person reads your objection and writes in it. Nobody else sees it before the close."),
    )

    def __init__(self, *args: Any, helpers: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["helper"].queryset = helpers  # type: ignore[attr-defined]
