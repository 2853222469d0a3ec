"""Naming anew what a proposal replaces."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from proposals.models import Decision


class ReplacedForm(forms.Form):
    """The decision that holds by now, where its circle may still replace it (None: it may not); or none."""

    replaces_latest = forms.TypedChoiceField(
        label=_("What does this text replace?"),
        widget=forms.RadioSelect,
        coerce=lambda value: value == "latest",
    )

    def __init__(self, data: Any = None, *, latest: Decision | None) -> None:
        super().__init__(data)
        self.fields["replaces_latest"].choices = [  # type: ignore[attr-defined]
            *([("latest", str(latest))] if latest else []),
            ("nothing", _("nothing: it is new")),
        ]
