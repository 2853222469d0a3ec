"""What people type about a meeting, turned into the plain input of one action."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assembly.models import AgendaItem, Meeting, MeetingRole
from assembly.queries.voices import possible_guests
from assembly.questions import FixedQuestion
from commissions.changes import NOTHING, Change, ChangeKind
from commissions.models import Circle, Mandate
from commissions.queries import circles_to_meet_now, decided_by, majority_rules, members_of, plannable_circles
from members.models import Member
from proposals.consent_process import TABLE
from proposals.models import Proposal
from proposals.process import Act
from proposals.queries import proposals_for
from votes.forms.ballots import BallotForm
from votes.methods.purposes import Purpose
from votes.questions import QuestionSpec
from web.widgets import DateInput, TimeInput, text_area

BRINGABLE = (
    *TABLE[Act.PUT_TO_MEETING].leads,
    *TABLE[Act.BRING_OPINION].leads,
)  # the stages from which a proposal comes to a meeting


class MeetingForm(forms.Form):
    """When, where, under which title. The hard end is a time of the same day: before midnight."""

    title = forms.CharField(label=_("Title"), max_length=120)
    day = forms.DateField(label=_("Day"), widget=DateInput())
    start = forms.TimeField(label=_("Starts at"), widget=TimeInput())
    end = forms.TimeField(
        label=_("Ends at the latest at"), widget=TimeInput(), help_text=_("Before midnight: people work tomorrow.")
    )
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    link = forms.URLField(label=_("Link for those at a distance"), required=False, assume_scheme="https")

    @classmethod
    def of(cls, meeting: Meeting, data: Any = None) -> "MeetingForm":
        starts_at, ends_at = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
        initial = {
            "title": meeting.title,
            "day": starts_at.date(),
            "start": starts_at.time(),
            "end": ends_at.time(),
            "place": meeting.place,
            "link": meeting.link,
        }
        return cls(data, initial=initial)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        day, start, end = values.get("day"), values.get("start"), values.get("end")
        if day and start and end:
            values["starts_at"], values["ends_at"] = _instant(day, start), _instant(day, end)
            if end <= start:
                self.add_error("end", _("The meeting ends after it begins, on the same day: before midnight."))
        return values

    def plain(self) -> dict[str, Any]:
        """The input of `plan_meeting` and `change_meeting`."""
        return {name: self.cleaned_data[name] for name in ("title", "starts_at", "ends_at", "place", "link")}


def _instant(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


class NewMeetingForm(MeetingForm):
    """The same, for one of the circles whose meetings this person may plan, or ask for."""

    circle = forms.ModelChoiceField(label=_("Circle"), queryset=Circle.objects.none(), empty_label=None)
    field_order = ["circle", "title", "day", "start", "end", "place", "link"]

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["circle"].queryset = plannable_circles(member)  # type: ignore[attr-defined]


class MeetNowForm(forms.Form):
    """What those who are together decide first."""

    circle = forms.ModelChoiceField(label=_("Circle"), queryset=Circle.objects.none(), empty_label=None)
    subject = forms.CharField(
        label=_("What do you decide?"),
        max_length=120,
        help_text=_("In one sentence, for instance: “The workshop opens on Saturdays.”"),
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        circles = circles_to_meet_now(member)
        self.fields["circle"].queryset = circles  # type: ignore[attr-defined]
        self.initial.setdefault("circle", circles.first())
        if circles.count() == 1:
            self.fields["circle"].widget = forms.HiddenInput()


class RolesForm(forms.Form):
    """Who does what: one choice a role, among the circle."""

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = members_of(meeting.circle)
        held = {role.role: role.member_id for role in meeting.roles.all()}
        for role, label in MeetingRole.Role.choices:
            if role in MeetingRole.OF_AN_ASSEMBLY and not meeting.circle.is_assembly:
                continue
            self.fields[role] = forms.ModelChoiceField(
                label=label,
                queryset=people,
                required=role == MeetingRole.Role.FACILITATOR,
                initial=held.get(role),
                empty_label=None if role == MeetingRole.Role.FACILITATOR else _("nobody yet"),
            )


class GuestForm(forms.Form):
    """Somebody to invite to one item."""

    member = forms.ModelChoiceField(label=_("Whom do you invite?"), queryset=Member.objects.none())

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = possible_guests(item)  # type: ignore[attr-defined]


class CancellationForm(forms.Form):
    """Why the meeting is not held."""

    reason = forms.CharField(
        label=_("Why is it not held?"),
        help_text=_("Everybody who was called to it reads this."),
        max_length=2000,
        widget=text_area(3),
    )


class ItemForm(forms.Form):
    """A point of the agenda."""

    title = forms.CharField(label=_("What is it about?"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=AgendaItem.Kind.choices, initial=AgendaItem.Kind.DISCUSSION)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=240, initial=10)
    owner = forms.ModelChoiceField(
        label=_("Brought by"), queryset=Member.objects.none(), required=False, empty_label=_("nobody in particular")
    )
    proposal = forms.ModelChoiceField(
        label=_("Proposal"), queryset=Proposal.objects.none(), required=False, empty_label=_("none")
    )
    note = forms.CharField(label=_("What one should know beforehand"), required=False, widget=text_area(3))
    elects_to = forms.ModelChoiceField(
        label=_("An election: to which circle?"),
        queryset=Circle.objects.none(),
        required=False,
        empty_label=_("it gives no place"),
        help_text=_("Those who are elected can then be given their place there, and nobody else by this election."),
    )
    elects_as = forms.ChoiceField(
        label=_("An election: to which role?"),
        choices=Mandate.Role.with_a_vote(),
        initial=Mandate.Role.ELECTED,
        required=False,
    )
    is_closed = forms.BooleanField(label=_("Closed: a person's situation, read by the circle alone"), required=False)

    def __init__(self, *args: Any, meeting: Meeting, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = decided_by(meeting.circle).living().exclude(kind=Circle.Kind.ASSEMBLY)
        self.fields["elects_to"].queryset = places  # type: ignore[attr-defined]
        self.fields["owner"].queryset = members_of(meeting.circle)  # type: ignore[attr-defined]
        possible = (
            proposals_for(member)
            .filter(circle=meeting.circle, state__in=BRINGABLE)
            .exclude(process__in=[Proposal.Process.ADVICE, Proposal.Process.INFORMATION])
        )
        self.fields["proposal"].queryset = possible  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        circle, role = values.pop("elects_to", None), values.pop("elects_as", "")
        values["change"] = Change(ChangeKind.MANDATE, circle.pk, role=role) if circle else NOTHING
        return values


class ChangeItemForm(ItemForm):
    """The same for an item that is there; its proposal stays."""

    def __init__(self, *args: Any, item: AgendaItem, member: Member, **kwargs: Any) -> None:
        initial = {name: getattr(item, name) for name in ("title", "kind", "minutes", "owner", "note", "is_closed")}
        if item.change:
            initial |= {"elects_to": item.change.circle, "elects_as": item.change.role}
        super().__init__(*args, meeting=item.meeting, member=member, initial=initial, **kwargs)
        if item.proposal_id:
            del self.fields["proposal"]


class ItemBallotForm(BallotForm):
    """A question put to the room on one item, with the circle's rules to begin with."""

    poll = forms.BooleanField(
        label=_("Just a quick poll: it shows while people answer, and decides nothing"), required=False
    )

    def __init__(self, data: Any = None, *, item: AgendaItem, purpose: Purpose, poll: bool = False) -> None:
        circle = item.meeting.circle
        people = members_of(circle).values_list("pk", flat=True)
        initial = {"question": question_of(item) if purpose.by_majority else "", "poll": poll}
        super().__init__(data, purpose=purpose, people=people, majority=majority_rules(circle), initial=initial)
        del self.fields["text"], self.fields["is_live"]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("poll") and values.get("secrecy") == "secret":
            self.add_error("poll", _("A poll shows its result while people answer: it cannot be secret."))
        return values

    def spec(self) -> QuestionSpec:
        return replace(super().spec(), poll=self.cleaned_data["poll"])


class FixedBallotForm(forms.Form):
    """A question that is written already: at most whose vote decides a tie is still to be said."""

    def __init__(self, data: Any = None, *, item: AgendaItem, fixed: FixedQuestion) -> None:
        super().__init__(data)
        self.fixed = fixed
        if fixed.names_a_voter:
            self.fields["casting_voter"] = forms.ModelChoiceField(
                label=_("Whose vote decides a tie"),
                queryset=members_of(item.meeting.circle),
                initial=fixed.casting_voter,
                empty_label=_("nobody yet"),
            )

    def spec(self) -> QuestionSpec:
        return replace(self.fixed, **self.cleaned_data)


def question_of(item: AgendaItem) -> str:
    """The question that is put when nobody writes another."""
    return item.proposal.title if item.proposal else item.title


class MeetingTaskForm(forms.Form):
    """Something to do, for somebody or for whoever volunteers."""

    title = forms.CharField(label=_("What is to be done"), max_length=160)
    assignee = forms.ModelChoiceField(
        label=_("Who does it"), queryset=Member.objects.none(), required=False, empty_label=_("a volunteer is wanted")
    )
    due_on = forms.DateField(label=_("For when"), required=False, widget=DateInput())

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = members_of(meeting.circle)  # type: ignore[attr-defined]


class NotedDecisionForm(forms.Form):
    """What is decided, in one line, and the task that it gives, if any."""

    text = forms.CharField(label=_("What is decided, in one line"), max_length=120)
    task_title = forms.CharField(label=_("What is to be done"), max_length=160, required=False)
    task_assignee = forms.ModelChoiceField(
        label=_("Who does it"), queryset=Member.objects.none(), required=False, empty_label=_("a volunteer is wanted")
    )
    task_due_on = forms.DateField(label=_("For when"), required=False, widget=DateInput())

    def __init__(self, data: Any = None, *, meeting: Meeting, is_alone: bool = False) -> None:
        """`is_alone` on a page of its own, where one types at once."""
        super().__init__(data, auto_id="noted_%s")
        if is_alone:
            self.fields["text"].widget.attrs["autofocus"] = True
        self.fields["task_assignee"].queryset = members_of(meeting.circle)  # type: ignore[attr-defined]

    def opens_task(self) -> bool:
        """Whether the task is shown unfolded: something of it was filled in."""
        return any(self.data.get(name) for name in ("task_title", "task_assignee", "task_due_on"))


class CorrectionForm(forms.Form):
    """What must be put right in minutes that were signed."""

    text = forms.CharField(label=_("What must be put right"), widget=text_area(3))
