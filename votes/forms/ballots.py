"""Writing a ballot: what a form asks for each purpose, turned into the rules and the options of one question.

What is sensible is filled in; the finer rules are folded away. `BallotForm` is the question alone, for
whoever opens it at once; `votes.forms.consultations` adds to whom it is put, from when, until when.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from members.models import Member
from votes.counting.majority import Base, MajorityRules, TieRule, read_threshold
from votes.forms.names import NamesInput
from votes.methods.method import OptionMethod, RuleField
from votes.methods.purposes import Purpose
from votes.methods.registry import option_methods
from votes.methods.rules import OptionRules
from votes.methods.tallying import Rules
from votes.questions import QuestionSpec
from votes.wording.results import with_answer
from web.widgets import text_area

BASES = [
    (Base.EXPRESSED.value, _("the votes expressed: for and against")),
    (Base.CAST.value, _("every ballot cast, abstentions and blanks included")),
    (Base.PRESENT.value, _("everyone present or represented, voting or not")),
    (Base.ROLL.value, _("the whole roll")),
]
THRESHOLDS: list[tuple[str, Any]] = [
    ("relative", _("more for than against")),
    ("absolute", _("more than half")),
    ("2/3", _("two thirds at least")),
    ("3/4", _("three quarters at least")),
]
TIES = [(TieRule.REJECTED.value, _("it is rejected")), (TieRule.CASTING.value, _("one person’s vote decides"))]
SECRECY = [
    ("named", _("Named: once it has closed, everyone sees who answered what.")),
    ("secret", _("Secret: everyone sees who has voted, nobody sees what.")),
]
FINER = ("method", "seats", "threshold", "base", "tie", "casting_voter", "no_part_counts")


class BallotForm(forms.Form):
    """One question: what is asked, among what, who will know, and the rules that its purpose proposes."""

    question = forms.CharField(label=_("The question"), max_length=500, widget=text_area(2))
    text = forms.CharField(label=_("What one should know before answering"), required=False, widget=text_area(4))
    secrecy = forms.ChoiceField(
        label=_("Who will know who answered what?"),
        choices=SECRECY,
        widget=forms.RadioSelect,
        help_text=_(
            "Secret protects from members, from administrators and from whoever reads the database or its backups "
            "after the close. Not from somebody who runs the server while people vote. A secret ballot cannot be "
            "changed once cast."
        ),
    )
    is_live = forms.BooleanField(
        label=_("Show the result while people vote (never for a secret ballot)"),
        required=False,
        help_text=_("Its end then stays as announced: sooner only once everybody has voted, and never later."),
    )
    no_part_counts = forms.BooleanField(label=_("Those who take no part count towards the quorum"), required=False)

    apart: frozenset[str] = frozenset()  # what a page shows by itself

    def __init__(
        self,
        data: Any = None,
        *,
        purpose: Purpose,
        people: Iterable[int] = (),
        majority: MajorityRules | None = None,
        online: bool = False,
        initial: dict[str, Any] | None = None,
    ) -> None:
        self.majority = majority or MajorityRules()
        usual = {
            "secrecy": "secret" if purpose.is_secret else "named",
            "no_part_counts": self.majority.no_part_counts,
        }
        super().__init__(data, initial={**usual, **(initial or {})})
        self.purpose = purpose
        self.rule_fields: dict[str, RuleField] = {}  # what the methods that are offered ask of their own
        self.is_asking_for_rows = bool(data) and "more" in data
        if online and self.majority.base == Base.PRESENT:
            self.majority = replace(self.majority, base=Base.EXPRESSED)
        if purpose.by_majority:
            self._add_majority(self.majority, people, online)
        else:
            self._add_options()
        self.order_fields(self.in_order())

    def in_order(self) -> list[str]:
        """The question, among what, who will know; then how it is counted."""
        main = [name for name in ("seats", *self.rule_fields) if name not in self.folded]
        method, seats, *finer = FINER
        own = [method, seats, *self.rule_fields, *finer]
        return ["host", "question", "text", "options", *main, "secrecy", "is_live", *own]

    def is_valid(self) -> bool:
        """Whoever only asks for more rows has not finished writing."""
        return not self.is_asking_for_rows and super().is_valid()

    def full_clean(self) -> None:
        """Whoever only asks for more rows is told nothing yet of what is missing."""
        if self.is_asking_for_rows:
            self._errors, self.cleaned_data = ErrorDict(), {}
            return
        super().full_clean()

    def main(self) -> list[BoundField]:
        """What is asked of everybody who writes this ballot."""
        return [bound for bound in self if bound.name not in self.folded | self.apart]

    def finer(self) -> list[BoundField]:
        """What may stay as it is."""
        return [bound for bound in self if bound.name in self.folded]

    @property
    def folded(self) -> set[str]:
        """How many to elect is no detail of an election of several."""
        own = {name for name, field in self.rule_fields.items() if not field.is_main}
        return {*FINER, *own} - ({"seats"} if self.purpose.key == "people" else set())

    @property
    def has_finer_errors(self) -> bool:
        return any(bound.errors for bound in self.finer())

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for name in self._rules_of_others(values):
            self.errors.pop(name, None)
        if values.get("secrecy") == "secret":
            if values.get("is_live"):
                self.add_error("is_live", _("A secret ballot shows nothing before it closes."))
            if values.get("casting_voter"):
                self.add_error("casting_voter", _("A secret ballot has no casting vote: a tie is rejected."))
        elif values.get("tie") == TieRule.CASTING and not values.get("casting_voter"):
            self.add_error("casting_voter", _("Name somebody of the roll whose vote decides a tie."))
        if (values.get("seats") or 1) > 1 and not self.only_candidate and not self._method(values).fills_seats:
            self.add_error("seats", _("This method chooses one option: for several, choose another."))
        return values

    @property
    def is_secret(self) -> bool:
        return bool(self.cleaned_data["secrecy"] == "secret")

    def options(self) -> list[str]:
        """The options as they are kept: lines, dates, or the names of what costs."""
        options = self.cleaned_data.get("options", [])
        return list(options)

    def rules(self) -> Rules:
        """The rules that the form says. A secret ballot rejects a tie."""
        values = self.cleaned_data
        if "base" in self.fields:
            tie = TieRule.REJECTED if self.is_secret else TieRule(values["tie"])
            threshold = read_threshold(values["threshold"])
            return MajorityRules(Base(values["base"]), threshold, tie, values["no_part_counts"], self.is_secret)
        method = self._method(values)
        own = {field.rule: field.read(values.get(field.name)) for field in method.fields}
        return OptionRules(
            method=method.name, seats=values.get("seats") or 1, no_part_counts=values["no_part_counts"], **own
        )

    @property
    def only_candidate(self) -> str:
        """The one name of an election to which nobody else stands: people answer for or against."""
        options = self.options() if self.purpose.is_election else []
        return options[0] if len(options) == 1 else ""

    def spec(self) -> QuestionSpec:
        """The question that was written. With one candidate, for or against: else nobody could say no."""
        if name := self.only_candidate:
            return QuestionSpec(
                with_answer(self.cleaned_data["question"], name, is_only_candidate=True),
                replace(
                    self.majority,
                    tie=TieRule.REJECTED,
                    no_part_counts=self.cleaned_data["no_part_counts"],
                    secret=self.is_secret,
                ),
                options=[name],
                secret=self.is_secret,
                live=self.cleaned_data.get("is_live", False),
            )
        rules = self.rules()
        named = isinstance(rules, MajorityRules) and rules.tie == TieRule.CASTING
        return QuestionSpec(
            self.cleaned_data["question"],
            rules,
            options=self.options(),
            casting_voter=self.cleaned_data.get("casting_voter") if named else None,
            secret=self.is_secret,
            live=self.cleaned_data.get("is_live", False),
        )

    def _method(self, values: Mapping[str, Any]) -> OptionMethod:
        """The one that was chosen among those offered, or the first."""
        return option_methods()[values.get("method") or self.purpose.methods[0].name]

    def _rules_of_others(self, values: Mapping[str, Any]) -> set[str]:
        """The fields that belong to methods which were not chosen: whatever they say counts for nothing."""
        if not self.rule_fields or self.only_candidate:
            return set(self.rule_fields)
        return set(self.rule_fields) - {field.name for field in self._method(values).fields}

    def _add_majority(self, usual: MajorityRules, people: Iterable[int], online: bool) -> None:
        bases = [base for base in BASES if not (online and base[0] == Base.PRESENT)]
        thresholds = list(THRESHOLDS)
        if str(usual.threshold) not in dict(thresholds):
            thresholds.append((str(usual.threshold), str(usual.threshold)))  # the circle's own, "4/5"
        self.fields["threshold"] = forms.ChoiceField(
            label=_("To be adopted it takes"), choices=thresholds, initial=str(usual.threshold)
        )
        self.fields["base"] = forms.ChoiceField(label=_("Counted on"), choices=bases, initial=usual.base)
        self.fields["tie"] = forms.ChoiceField(
            label=_("If for and against are equal"), choices=TIES, initial=usual.tie.value
        )
        self.fields["casting_voter"] = forms.ModelChoiceField(
            label=_("Whose vote decides then"),
            queryset=Member.objects.filter(pk__in=people),
            required=False,
            empty_label=_("nobody"),
        )

    def _add_options(self) -> None:
        purpose, offered = self.purpose, [method for method in self.purpose.methods if isinstance(method, OptionMethod)]
        self.fields["options"] = offered[0].options_field(purpose.options, purpose.lines)
        if purpose.is_election:
            self.fields["options"].widget = NamesInput(attrs={"rows": 4})
            self.fields["options"].help_text = _(
                "With one candidate, people answer for or against: otherwise nobody could say no."
            )
        if len(offered) > 1:
            self.fields["method"] = forms.ChoiceField(
                label=_("How people answer, and how it is counted"),
                choices=[(method.name, method.summary) for method in offered],
                widget=forms.RadioSelect,
                initial=offered[0].name,
            )
        if purpose.several:
            several = purpose.key == "people"
            self.fields["seats"] = forms.IntegerField(
                label=_("How many people to elect") if several else _("How many options to choose"),
                min_value=1,
                max_value=50,
                initial=2 if several else 1,
            )
        for field in (field for method in offered for field in method.fields):
            if field.make and field.name not in self.fields:
                self.fields[field.name] = field.make()
                self.rule_fields[field.name] = field
