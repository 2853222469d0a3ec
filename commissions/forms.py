"""What people type about circles and tasks."""

from fractions import Fraction
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commissions import grounds
from commissions.changes import FOUNDED, Change, ChangeKind
from commissions.models import Circle, Mandate, Task
from commissions.queries import decided_by, members_of
from commissions.sentences import share
from journal.topics import Known
from members.models import Member
from votes.counting.quorum import ShareOfRoll
from votes.forms.quorum import QuorumFormField
from web.widgets import DateInput, text_area


class GroundedForm(forms.BaseForm):
    """A form for what rests on a decision once the founding is over: it asks for the decision only then."""

    invitations: list[Known] = []  # where such a decision is asked for

    def ask_for_ground(self, kind: str, circle: Circle | None, person: Any, *, otherwise: Any = "") -> None:
        """Offer the decisions that allow this kind of change and were not used (of any circle, where none is named);
        `otherwise` says what naming none means, where that is possible.
        """
        if grounds.is_founding():
            return
        offered = grounds.offered(kind, circle, person)
        self.invitations = grounds.invitations(kind, circle, person)
        nothing = _("Choose a decision") if offered else _("No decision allows it yet: write the proposal first")
        self.fields["ground"] = forms.ChoiceField(
            label=_("The decision that says so"),
            required=not otherwise,
            choices=[("", otherwise or nothing), *offered],
            help_text=_("Of this circle, or of one above it, once. Everybody reads on which decision this rests."),
        )


class ChangingForm(forms.BaseForm):
    """A form for a text that may let something be changed, once, if it is adopted.

    What it says comes out as `change`; the other fields of it are the form's own.
    """

    CHANGE = ("changes", "changes_circle", "changes_role", "changes_person", "changes_within", "changes_kind",
              "changes_name")  # fmt: skip

    def ask_for_change(self, circle: Circle) -> None:
        """Ask what it would change: of this circle, or of one below it."""
        offered = decided_by(circle)
        kinds = [(kind, Circle.Kind(kind).label) for kind in FOUNDED]
        self.fields |= {
            "changes": forms.ChoiceField(
                label=_("What does it let be changed?"),
                choices=[("", _("no rule, no place, no circle")), *ChangeKind.choices],
                required=False,
                help_text=_(
                    "Rules, places and circles change by a decision that says so, once. Fill in what it takes."
                ),
            ),
            "changes_circle": forms.ModelChoiceField(
                label=_("Of which circle?"),
                queryset=offered,
                to_field_name="slug",
                required=False,
                empty_label=str(circle),
                help_text=_("For a new circle: the one that it is within."),
            ),
            "changes_role": forms.ChoiceField(
                label=_("Which role does it give?"), choices=Mandate.Role.choices, required=False
            ),
            "changes_person": forms.ModelChoiceField(
                label=_("To whom, or whose mandate?"),
                queryset=Member.objects.filter(is_active=True),
                required=False,
                empty_label=_("nobody is named"),
            ),
            "changes_within": forms.ModelChoiceField(
                label=_("Within which circle is it put?"),
                queryset=Circle.objects.all(),
                to_field_name="slug",
                required=False,
                empty_label=_("no other circle"),
            ),
            "changes_kind": forms.ChoiceField(
                label=_("What kind of circle is founded?"), choices=kinds, required=False, initial=kinds[-1][0]
            ),
            "changes_name": forms.CharField(label=_("Under which name?"), max_length=80, required=False),
        }
        self.own_circle = circle

    @staticmethod
    def initial_of(change: Change) -> dict[str, Any]:
        """What the fields show of a change."""
        if not change:
            return {}
        slugs = dict(Circle.objects.filter(pk__in={change.circle, change.within}).values_list("pk", "slug"))
        return {
            "changes": change.kind,
            "changes_circle": slugs.get(change.circle),
            "changes_role": change.role,
            "changes_person": change.members[0] if change.members else None,
            "changes_within": slugs.get(change.within or 0),
            "changes_kind": change.new_kind,
            "changes_name": change.name,
        }

    def change_fields(self) -> list[Any]:
        return [self[name] for name in self.CHANGE]

    def opens_changes(self) -> bool:
        """Whether what it changes is to be looked at: it changes something, or something is wrong."""
        return bool(self.errors or self.initial.get("changes"))

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        read = {name: values.pop(name, None) for name in self.CHANGE}
        values["change"] = self._read_change(read)
        return values

    def _read_change(self, read: dict[str, Any]) -> Change:
        """What was said of it; what this kind of change has no use for is left aside."""
        kind, person, within = read["changes"], read["changes_person"], read["changes_within"]
        if not kind:
            return Change()
        has_people = kind in {ChangeKind.MANDATE, ChangeKind.ENDING}
        return Change(
            kind=kind,
            circle=(read["changes_circle"] or self.own_circle).pk,
            role=read["changes_role"] if kind == ChangeKind.MANDATE else "",
            members=(person.pk,) if person and has_people else (),
            within=within.pk if within and kind == ChangeKind.MOVE else None,
            new_kind=read["changes_kind"] if kind == ChangeKind.CREATION else "",
            name=read["changes_name"] if kind == ChangeKind.CREATION else "",
        )


class CircleForm(GroundedForm, forms.ModelForm):
    """What a circle says of itself."""

    def __init__(self, *args: Any, person: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            otherwise = _("None: this circle stays within the same one")
            self.ask_for_ground(ChangeKind.MOVE, self.instance, person, otherwise=otherwise)
        else:
            self.ask_for_ground(ChangeKind.CREATION, None, person)

    class Meta:
        model = Circle
        fields = ["name", "mission", "parent", "founded_on"]
        widgets = {"mission": text_area(4), "founded_on": DateInput()}
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
    second_quorum = QuorumFormField(label=_("Quorum of the second meeting"))
    meeting_quorum = QuorumFormField(label=_("Quorum of a meeting"), may_be_strict=True)
    majority_threshold = forms.ChoiceField(label=_("A vote is won with"))
    consent_quorum = QuorumFormField(label=_("Answers that a consent needs"))

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
        self.ask_for_ground(ChangeKind.RULES, circle, person)
        self._offer("convener", [(one, Circle.Convener(one).label) for one in circle.conveners])
        self.initial["convener"] = circle.convened_by
        if circle.is_assembly:
            self._offer("convening_share", shares(circle.convening_share, "1/10", "1/5", "1/4", "1/3", "1/2"))
            self._offer_quorum("second_quorum", _("no quorum"))
            del self.fields["decides_late"]
        else:
            for of_assemblies in ("convening_share", "decides_added", "second_article", "second_days", "second_quorum"):
                del self.fields[of_assemblies]
        if circle.kind not in {Circle.Kind.ASSEMBLY, Circle.Kind.BOARD}:
            del self.fields["online_article"], self.fields["remote_article"]
        self._offer_quorum("meeting_quorum", _("no quorum"))
        self._offer_quorum("consent_quorum", _("no minimum"))
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

    def _offer_quorum(self, name: str, none: Any) -> None:
        """The usual shares, and the one that the circle has if it is another; `none` says that there is no quorum."""
        field, current = self.fields[name], getattr(self.instance, name)
        assert isinstance(field, QuorumFormField)  # noqa: S101  (for the type checker)
        field.offer(none, shares(current.amount if isinstance(current, ShareOfRoll) else ""))

    def _post_clean(self) -> None:
        """Validation belongs to the action."""


class MandateForm(GroundedForm, forms.Form):
    """A place in the circle."""

    def __init__(self, *args: Any, circle: Circle, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_elected = circle.kind == Circle.Kind.BOARD
        otherwise = "" if is_elected else _("None: a simple place, welcomed by this circle")
        self.ask_for_ground(ChangeKind.MANDATE, circle, person, otherwise=otherwise)

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
        if circle:
            self.ask_for_ground(ChangeKind.ENDING, circle, person)


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
    note = forms.CharField(label=_("Details"), required=False, widget=text_area(3))

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

    message = forms.CharField(label=_("A word about you"), required=False, max_length=600, widget=text_area(3))
