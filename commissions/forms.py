"""What people type about circles and tasks."""

from fractions import Fraction
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commissions import grounds
from commissions.models import Circle, Mandate, Task
from commissions.queries import members_of
from commissions.sentences import share
from members.models import Member


class GroundedForm(forms.BaseForm):
    """A form for what rests on a decision once the founding is over: it asks for the decision only then."""

    def ask_for_ground(self, circle: Circle | None, person: Any, *, otherwise: Any = "") -> None:
        """Offer what may be named; `otherwise` says what naming nothing means, where that is possible."""
        if circle is None or grounds.is_founding():
            return
        self.fields["ground"] = forms.ChoiceField(
            label=_("The decision that says so"),
            required=not otherwise,
            choices=[("", otherwise or _("Choose a decision")), *grounds.offered(circle, person)],
            help_text=_("Of this circle, or of one above it. Everybody reads on which decision this rests."),
        )


class DateInput(forms.DateInput):
    """The browser's own date picker, which wants ISO dates."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class CircleForm(GroundedForm, forms.ModelForm):
    """What a circle says of itself."""

    def __init__(self, *args: Any, person: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        circle = self.instance if self.instance.pk else None
        self.ask_for_ground(circle, person, otherwise=_("None: this circle stays within the same one"))

    class Meta:
        model = Circle
        fields = ["name", "mission", "parent", "founded_on"]
        widgets = {"mission": forms.Textarea(attrs={"rows": 4}), "founded_on": DateInput()}
        help_texts = {
            "mission": _("What it is for, in a few lines that a newcomer understands."),
            "parent": _("The circle that it reports to, if there is one."),
        }

    def _post_clean(self) -> None:
        """Validation belongs to the action: the form only reads what was typed."""


class NewCircleForm(CircleForm):
    class Meta(CircleForm.Meta):
        fields = ["kind", *CircleForm.Meta.fields]


def shares(current: str, *smallest: str) -> list[tuple[str, str]]:
    """The usual fractions to choose from, and the one that the circle has if it is another."""
    usual = {"1/4", "1/3", "1/2", "2/3", "3/4"} if not smallest else set(smallest)
    ordered = sorted(usual | ({current} if current else set()), key=Fraction)
    return [(text, share(text)) for text in ordered]


class RulesForm(GroundedForm, forms.ModelForm):
    """The rules that a circle gives itself."""

    convener = forms.ChoiceField(label=_("Who convenes its meetings"), widget=forms.RadioSelect)
    convening_share = forms.ChoiceField(
        label=_("Members who convene it together"),
        help_text=_("Never fewer than two. Two are enough while nobody sits on a board."),
    )
    second_quorum = forms.ChoiceField(label=_("Quorum of the second meeting"), required=False)
    meeting_quorum = forms.ChoiceField(label=_("Quorum of a meeting"), required=False)
    majority_threshold = forms.ChoiceField(label=_("A vote is won with"))
    consent_quorum = forms.ChoiceField(label=_("Answers that a consent needs"), required=False)

    class Meta:
        model = Circle
        fields = [
            "is_open",
            "is_welcoming",
            "convener",
            "convening_share",
            "convocation_days",
            "urgent_days",
            "convocation_article",
            "decides_added",
            "decides_late",
            "online_article",
            "remote_article",
            "second_article",
            "second_days",
            "second_quorum",
            "meeting_quorum",
            "is_quorum_strict",
            "proxies_count",
            "proxy_cap",
            "majority_base",
            "majority_threshold",
            "majority_tie",
            "consent_quorum",
            "allows_circle_to_lift",
            "asks_membership",
            "fallback_rounds",
        ]
        help_texts = {
            "urgent_days": _("Leave it empty, and no urgency shortens the delay."),
            "convocation_article": _("Such as: statutes, article 12. It is cited wherever the delay is told."),
            "online_article": _("Leave it empty, and what is asked online gives an opinion, which a meeting ratifies."),
            "remote_article": _("Leave it empty, and whoever comes by the link listens, and does not count."),
            "second_article": _(
                "Where the statutes let an assembly that missed its quorum be convened again for the same agenda."
            ),
            "proxy_cap": _("0 for no proxies. Leave it empty for no limit."),
            "fallback_rounds": _("Leave it empty, and an objection is never put to a vote."),
        }

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        circle = self.instance
        self.ask_for_ground(circle, person)
        self._offer("convener", [(one, Circle.Convener(one).label) for one in circle.conveners])
        self.initial["convener"] = circle.convened_by
        if circle.is_assembly:
            self._offer("convening_share", shares(circle.convening_share, "1/10", "1/5", "1/4", "1/3", "1/2"))
            self._offer("second_quorum", [("", _("no quorum")), *shares(circle.second_quorum)])
            del self.fields["decides_late"]
        else:
            for of_assemblies in ("convening_share", "decides_added", "second_article", "second_days", "second_quorum"):
                del self.fields[of_assemblies]
        if circle.kind not in {Circle.Kind.ASSEMBLY, Circle.Kind.BOARD}:
            del self.fields["online_article"], self.fields["remote_article"]
        self._offer("meeting_quorum", [("", _("no quorum")), *shares(circle.meeting_quorum)])
        self._offer("consent_quorum", [("", _("no minimum")), *shares(circle.consent_quorum)])
        is_named = circle.majority_threshold in Circle.Threshold.values
        qualified = shares("" if is_named else circle.majority_threshold, "2/3", "3/4", "4/5")
        self._offer("majority_threshold", [*Circle.Threshold.choices, *qualified])

    def clean_convener(self) -> str:
        """What is usual for its kind is no rule of its own."""
        chosen: str = self.cleaned_data["convener"]
        return "" if chosen == self.instance.conveners[0] else chosen

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
        field.choices = choices

    def _post_clean(self) -> None:
        """Validation belongs to the action."""


class MandateForm(GroundedForm, forms.Form):
    """A place in the circle."""

    def __init__(self, *args: Any, circle: Circle, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_elected = circle.kind == Circle.Kind.BOARD
        self.ask_for_ground(
            circle, person, otherwise="" if is_elected else _("None: a simple place, welcomed by this circle")
        )

    member = forms.ModelChoiceField(label=_("Who"), queryset=Member.objects.filter(is_active=True))
    role = forms.ChoiceField(label=_("Role"), choices=Mandate.Role.choices)
    since = forms.DateField(label=_("Since"), required=False, widget=DateInput())
    until = forms.DateField(
        label=_("Until"), required=False, widget=DateInput(), help_text=_("Empty: until somebody ends it.")
    )


class EndingForm(GroundedForm, forms.Form):
    """The end of somebody else's mandate."""

    def __init__(self, *args: Any, circle: Circle | None, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_for_ground(circle, person)


class TaskForm(forms.Form):
    """Something to do, for somebody or for whoever volunteers."""

    title = forms.CharField(label=_("What is to be done?"), max_length=Task._meta.get_field("title").max_length)
    assignee = forms.ModelChoiceField(
        label=_("Who does it?"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=_("A volunteer is wanted"),
    )
    due_on = forms.DateField(label=_("For when?"), required=False, widget=DateInput())
    note = forms.CharField(label=_("Details"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, circle: Circle, holder: Member | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Q(pk__in=members_of(circle).values("pk"))
        if holder:  # someone of another circle who volunteered
            offered |= Q(pk=holder.pk)
        assignee = self.fields["assignee"]
        assert isinstance(assignee, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
        assignee.queryset = Member.objects.filter(offered)


class RequestForm(forms.Form):
    """A word to those who coordinate a circle that one would like to join."""

    message = forms.CharField(
        label=_("A word about you"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )
