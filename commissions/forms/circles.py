"""What people type about a circle: what it says of itself, and its rules."""

from fractions import Fraction
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from commissions.changes import ChangeKind
from commissions.forms.articles import ArticlesForm, read_articles
from commissions.forms.changes import GroundedForm
from commissions.forms.lengths import LengthsForm, read_lengths
from commissions.grounds import is_founding
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


def shares(current: str, *smallest: str) -> list[tuple[str, str]]:
    """The usual fractions to choose from, and the one that the circle has if it is another."""
    usual = {"1/4", "1/3", "1/2", "2/3", "3/4"} if not smallest else set(smallest)
    ordered = sorted(usual | ({current} if current else set()), key=Fraction)
    return [(text, share(text)) for text in ordered]


class RulesForm(ArticlesForm, LengthsForm, GroundedForm, forms.ModelForm):
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
            "domain",
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
        widgets = {"domain": text_area(4), "ends_on": DateInput()}
        labels = {"domain": _("Its domain"), "ends_on": _("The last day of this working group")}
        help_texts = {
            "domain": _(
                "What it decides by itself, and where that ends: the hours of the kitchen and what is bought for it, "
                "not works in the building. Delegated amounts are decisions of the circle above."
            ),
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
        self.ask_for_lengths(circle)
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
        """The lengths of the stages as two rules, the articles by subject."""
        values = super().clean() or self.cleaned_data
        self.check_articles(self.instance, dict(values))
        return read_articles(read_lengths(values))

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """Those that are neither folded nor asked for last."""
        folded = {bound.name for bound in (*self.length_fields, *self.article_fields)}
        return [bound for bound in self if bound.name not in folded | {"ground"}]

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
