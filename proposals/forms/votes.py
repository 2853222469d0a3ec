"""Opening the vote online of a proposal."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commissions.models import Circle
from commissions.queries import voters_of
from journal.clock import now
from proposals.forms.process import PersonField
from proposals.models import Proposal
from proposals.queries.deadlines import vote_end
from votes.forms.consultations import USUAL_HOUR
from web.widgets import DateInput, TimeInput


class OnlineVoteForm(forms.Form):
    """Until when people vote; who decides a tie, where the circle's rules name somebody."""

    closes_day = forms.DateField(label=_("Closes on"), widget=DateInput())
    closes_time = forms.TimeField(label=_("at"), widget=TimeInput(), initial=USUAL_HOUR)

    def __init__(self, data: Any = None, *, proposal: Proposal) -> None:
        super().__init__(data, initial={"closes_day": vote_end(proposal, now()).date()})
        circle = proposal.circle
        if circle.majority_tie == Circle.Tie.CASTING and not proposal.is_by_choice:
            self.fields["casting_voter"] = PersonField(
                label=_("Who has the casting vote, on an exact tie?"), queryset=voters_of(circle)
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.keys() >= {"closes_day", "closes_time"}:
            end = datetime.combine(values.pop("closes_day"), values.pop("closes_time"))
            values["closes_at"] = timezone.make_aware(end)
        return values
