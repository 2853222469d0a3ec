"""What people type in an election without candidate."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commissions.forms.changes import RoleField
from commissions.models import Circle, CircleRole, Mandate
from commissions.queries import decided_by, members_of
from members.models import Member
from proposals.forms.process import PersonField
from proposals.models import Election
from proposals.queries.elections import eligible, proposable
from web.widgets import DateInput, PersonSelect, text_area


class ElectionForm(forms.Form):
    """The role: what it is for, what it takes, until when, and the mandate that it becomes."""

    title = forms.CharField(
        label=_("Which role?"), max_length=80, help_text=_("In a few words: “Treasurer”, “Coordination of the café”.")
    )
    mission = forms.CharField(
        label=_("What is it for?"),
        widget=text_area(4),
        help_text=_("What this person will do, and decide by themself."),
    )
    criteria = forms.CharField(
        label=_("What does it take?"),
        widget=text_area(3),
        required=False,
        help_text=_("Time, skills, what one must like. People name somebody who fits it."),
    )
    until = forms.DateField(
        label=_("Until when?"), widget=DateInput(), help_text=_("The mandate ends by itself that day.")
    )
    place = forms.ModelChoiceField(
        label=_("A place in which circle?"), queryset=Circle.objects.none(), to_field_name="slug", empty_label=None
    )
    role = forms.ChoiceField(
        label=_("With which role there?"), choices=Mandate.Role.with_a_vote(), initial=Mandate.Role.COORDINATOR
    )
    circle_role = RoleField(
        label=_("Or which role of a circle does it fill?"),
        queryset=CircleRole.objects.none(),
        required=False,
        empty_label=_("none: a place, as above"),
        help_text=_("Whoever is elected holds it from the day on which it is free, until the day above."),
    )
    facilitator = PersonField(
        label=_("Who facilitates the election?"), queryset=Member.objects.none(), empty_label=None
    )

    def __init__(
        self,
        data: Any = None,
        *,
        circle: Circle,
        person: Member,
        election: Election | None = None,
        suggested: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={**_initial(circle, person, election), **(suggested or {})})
        decided = decided_by(circle).living()
        places = decided.exclude(kind=Circle.Kind.ASSEMBLY)
        roles = CircleRole.objects.filter(circle__in=decided, ended_on=None).select_related("circle")
        if roles.exists():
            self.fields["circle_role"].queryset = roles.order_by("circle__name", "name")  # type: ignore[attr-defined]
        else:
            del self.fields["circle_role"]
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
        self.fields["facilitator"].queryset = members_of(circle)  # type: ignore[attr-defined]


class NominationForm(forms.Form):
    """Somebody, and why."""

    nominee = PersonField(label=_("Whom do you name?"), queryset=Member.objects.none(), empty_label=_("choose"))
    reason = forms.CharField(
        label=_("Why?"),
        widget=text_area(3),
        help_text=_("What you have seen of this person that fits the role. It is read by all, with your name."),
    )

    def __init__(self, data: Any = None, *, people: Any, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["nominee"].queryset = people  # type: ignore[attr-defined]


class NotedNominationForm(NominationForm):
    """The same, of somebody in the room without a phone."""

    member = PersonField(
        label=_("Whose answer is it?"), queryset=Member.objects.none(), empty_label=_("choose"), widget=PersonSelect
    )
    field_order = ["member", "nominee", "reason"]

    def __init__(self, data: Any = None, *, people: Any, members: Any) -> None:
        super().__init__(data, people=people)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]


class CandidacyForm(forms.Form):
    """One of those named, and the facilitator's argument."""

    person = PersonField(label=_("Whom do you propose?"), queryset=Member.objects.none(), empty_label=_("choose"))
    argument = forms.CharField(
        label=_("On which reasons?"),
        widget=text_area(4),
        help_text=_("The reasons that you heard, more than the number of nominations."),
    )

    def __init__(self, data: Any = None, *, election: Election) -> None:
        super().__init__(data)
        self.fields["person"].queryset = proposable(election)  # type: ignore[attr-defined]


def nomination_form(election: Election, data: Any, initial: Any = None) -> NominationForm:
    """Of anybody in the circle."""
    return NominationForm(data, people=eligible(election).order_by("name"), initial=initial)


def _initial(circle: Circle, person: Member, election: Election | None) -> dict[str, Any]:
    if election is None:
        return {"place": circle.slug, "facilitator": person.pk}
    place = Circle.objects.filter(pk=election.change.circle).first()
    return {
        "title": election.title,
        "mission": election.mission,
        "criteria": election.criteria,
        "until": election.until,
        "place": place.slug if place else "",
        "role": election.change.role or Mandate.Role.MEMBER,
        "circle_role": election.change.held_role or None,
        "facilitator": election.facilitator_id,
    }
