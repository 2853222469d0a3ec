"""What people type about a circle: what it says of itself, and its rules."""

from fractions import Fraction
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from commissions.changes import ChangeKind
from commissions.forms.articles import ArticlesForm, read_articles
from commissions.forms.changes import GroundedForm
from commissions.grounds import is_founding
from commissions.lengths import ALL_USUAL_DAYS, ALL_USUAL_MINUTES, LONGEST, LONGEST_MINUTES, REVIEW, of_election
from commissions.models import Circle
from commissions.sentences.decisions import nobody_is_reminded
from members.queries import active_members, open_invitations
from votes.counting.quorum import ShareOfRoll
from votes.forms.quorum import QuorumFormField
from web.numbers import share
from web.widgets import DateInput, PeopleField, text_area


class CircleForm(GroundedForm, forms.ModelForm):
    """What a circle says of itself."""

    def __init__(self, *args: Any, person: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = Circle.objects.living()  # type: ignore[attr-defined]
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
    """A circle that begins. During the founding it says who is in it; the first one is nearly filled in."""

    people = PeopleField(
        label=_("Who is in it?"),
        queryset=active_members(),
        required=False,
        help_text=_("In an assembly nobody is chosen: every member whose membership is paid is in it."),
    )
    guests = PeopleField(
        label=_("And of those who were invited?"),
        queryset=open_invitations().exclude(email=""),
        required=False,
        help_text=_("Their place waits for them until they come in."),
    )

    class Meta(CircleForm.Meta):
        fields = ["kind", *CircleForm.Meta.fields, "ends_on"]
        widgets = {**CircleForm.Meta.widgets, "ends_on": DateInput()}
        labels = {"ends_on": _("Until when, for a working group?")}
        help_texts = {
            **CircleForm.Meta.help_texts,
            "ends_on": _(
                "The day on which it is to end, if there is one. It is reminded of it; nothing ends by itself."
            ),
        }

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        if not is_founding():
            del self.fields["people"], self.fields["guests"]
            return
        if not open_invitations().exclude(email="").exists():
            del self.fields["guests"]
        if not Circle.objects.exists():
            self._fill_in_the_first()

    def _fill_in_the_first(self) -> None:
        """It is within no other, and all who founded the collective are in it, unless somebody says otherwise."""
        for name in ("mission", "parent", "founded_on", "ends_on"):
            del self.fields[name]
        self.initial.update(
            kind=Circle.Kind.BOARD,
            name=capfirst(str(Circle.Kind.BOARD.label)),
            people=active_members(),
            guests=open_invitations().exclude(email=""),
        )


DAYS_LABELS = {
    "presented": _("Days of the presentation online"),
    "clarification": _("Days of the questions online"),
    "reactions": _("Days of the reactions online"),
    "amending": _("Days of the amending online"),
    "objections": _("Days of the objections online"),
    "examination": _("Days to examine an objection online"),
    "integration": _("Days to improve the text online"),
    "voting": _("Days of a vote online"),
    REVIEW: _("Days to keep, change or stop a decision, online"),
    of_election("role"): _("Election without candidate: days to say the role"),
    of_election("nominations"): _("Election: days of the nominations online"),
    of_election("opening"): _("Election: days to read the reasons online"),
    of_election("change"): _("Election: days of the changes online"),
    of_election("proposal"): _("Election: days to propose somebody online"),
    of_election("objections"): _("Election: days of the objections online"),
    of_election("acceptance"): _("Election: days for the answer of the person"),
    of_election("ratification"): _("Election: days of the secret ballot, where there is one"),
    "advising": _("Days to give advice"),
    "deciding": _("Days to decide once advice is given"),
    "reading": _("Days to read what is for information"),
}

MINUTES_LABELS = {
    "presented": _("Minutes of the presentation in a meeting"),
    "clarification": _("Minutes of the questions in a meeting"),
    "reactions": _("Minutes of the reactions in a meeting"),
    "amending": _("Minutes of the amending in a meeting"),
    "objections": _("Minutes of the objections in a meeting"),
    "examination": _("Minutes to examine an objection in a meeting"),
    "integration": _("Minutes to improve the text in a meeting"),
    of_election("role"): _("Election without candidate: minutes to say the role in a meeting"),
    of_election("nominations"): _("Election: minutes of the nominations in a meeting"),
    of_election("opening"): _("Election: minutes to hear the reasons in a meeting"),
    of_election("change"): _("Election: minutes of the changes in a meeting"),
    of_election("proposal"): _("Election: minutes to propose somebody in a meeting"),
    of_election("objections"): _("Election: minutes of the objections in a meeting"),
    of_election("acceptance"): _("Election: minutes for the answer of the person in a meeting"),
    of_election("ratification"): _("Election: minutes of the secret ballot in a meeting, where there is one"),
}


def shares(current: str, *smallest: str) -> list[tuple[str, str]]:
    """The usual fractions to choose from, and the one that the circle has if it is another."""
    usual = {"1/4", "1/3", "1/2", "2/3", "3/4"} if not smallest else set(smallest)
    ordered = sorted(usual | ({current} if current else set()), key=Fraction)
    return [(text, share(text)) for text in ordered]


class RulesForm(ArticlesForm, GroundedForm, forms.ModelForm):
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
            "ends_on",
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
            "no_part_counts",
            "proxy_cap",
            "majority_base",
            "majority_threshold",
            "majority_tie",
            "consent_quorum",
            "allows_circle_to_lift",
            "ratifies_elections",
            "presumes_consent",
            "hides_comments",
            "allows_advice",
            "links_vote",
            "asks_membership",
            "fallback_rounds",
            "fallback_at_deadline",
            "skips_weekends",
            "skips_closed_days",
        ]
        widgets = {"ends_on": DateInput()}
        labels = {"ends_on": _("The last day of this working group")}
        help_texts = {
            "ends_on": _("Leave it empty where none is planned. The group is reminded of it; nothing ends by itself."),
            "urgent_days": _("Leave it empty, and no urgency shortens the delay."),
            "convocation_article": _("Such as: statutes, article 12. It is cited wherever the delay is told."),
            "online_article": _("Leave it empty, and what is asked online gives an opinion, which a meeting ratifies."),
            "remote_article": _("Leave it empty, and whoever comes by the link listens, and does not count."),
            "second_article": _(
                "Where the statutes let an assembly that missed its quorum be convened again for the same agenda."
            ),
            "no_part_counts": _("A personal interest, for instance. Whoever writes a ballot may say otherwise for it."),
            "proxy_cap": _("0 for no proxies. Leave it empty for no limit."),
            "presumes_consent": _("Online only: each letter says so, and those who stay silent are never a minimum."),
            "hides_comments": _("Online only. Positions are always hidden until all are shown together."),
            "allows_advice": _("Never about rules, places in a circle, nor to end what a consent or a vote decided."),
            "links_vote": _(
                "Otherwise they have a voice: a seat with a vote is given as the statutes say. Whoever is there keeps "
                "what they have until their term ends."
            ),
            "fallback_rounds": _("Leave it empty, and no number of rounds puts an objection to a vote."),
        }

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        circle = self.instance
        for stage, usual in ALL_USUAL_DAYS.items():
            self.fields[f"days_{stage}"] = forms.IntegerField(
                label=DAYS_LABELS[stage],
                min_value=1,
                max_value=LONGEST,
                required=False,
                initial=circle.stage_days.get(stage, usual),
            )
        for stage, usual in ALL_USUAL_MINUTES.items():
            self.fields[f"minutes_{stage}"] = forms.IntegerField(
                label=MINUTES_LABELS[stage],
                min_value=1,
                max_value=LONGEST_MINUTES,
                required=False,
                initial=circle.stage_minutes.get(stage, usual),
            )
        self.ask_for_articles(circle, person)
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
        if circle.kind != Circle.Kind.BOARD:
            del self.fields["links_vote"]
        if not circle.may_end:
            del self.fields["ends_on"]
        if circle.kind not in {Circle.Kind.ASSEMBLY, Circle.Kind.BOARD}:
            del self.fields["online_article"], self.fields["remote_article"]
        self._offer_quorum("meeting_quorum", _("no quorum"))
        self._offer_quorum("consent_quorum", _("no minimum"))
        presumption = self.fields["presumes_consent"]
        presumption.help_text = f"{presumption.help_text} {nobody_is_reminded()}".strip()
        is_named = circle.majority_threshold in Circle.Threshold.values
        qualified = shares("" if is_named else circle.majority_threshold, "2/3", "3/4", "4/5")
        self._offer("majority_threshold", [*Circle.Threshold.choices, *qualified])

    def clean(self) -> dict[str, Any]:
        """The lengths of the stages as two rules: those that are not the usual ones. The articles by subject."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        days = {stage: data.pop(f"days_{stage}", None) or usual for stage, usual in ALL_USUAL_DAYS.items()}
        data["stage_days"] = {stage: length for stage, length in days.items() if length != ALL_USUAL_DAYS[stage]}
        minutes = {stage: data.pop(f"minutes_{stage}", None) or usual for stage, usual in ALL_USUAL_MINUTES.items()}
        data["stage_minutes"] = {stage: one for stage, one in minutes.items() if one != ALL_USUAL_MINUTES[stage]}
        return read_articles(data)

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
