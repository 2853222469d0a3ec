"""What people type as a working group ends."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commissions.changes import ChangeKind
from commissions.circle_endings import may_end_by_its_day
from commissions.forms.changes import GroundedForm
from commissions.models import Circle
from web.widgets import ProseArea


class CircleEndingForm(GroundedForm, forms.Form):
    """What a working group leaves, and the decision that ends it, where its day has not come."""

    left = forms.CharField(
        label=_("What does it leave behind?"),
        required=False,
        widget=ProseArea(rows=6),
        help_text=_("What it did, where its papers and its things are, whom to ask. Whoever looks for it reads this."),
    )

    def __init__(self, *args: Any, circle: Circle, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not (circle.has_ended or may_end_by_its_day(circle)):
            self.ask_for_ground(ChangeKind.CLOSING, circle, person)
