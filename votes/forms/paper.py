"""What a teller types: whose papers they are, and how many of each answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.numbers import number
from members.models import Member
from votes.counting.majority import Choice
from votes.methods import answers, tallying
from votes.methods.rules import OptionRules
from votes.models import Ballot
from votes.presenters.ballot_paper import OptionsPaper
from votes.queries.paper import electors_to_mark
from votes.wording import answers as answer_wording

ON_PAPER = (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN, Choice.BLANK)  # a majority's; who takes no part has a name
LINES, MOST_LINES = 5, 100


@dataclass(frozen=True)
class PaperLine:
    """One answer to options, and how many papers give it: the same fields as a voter's, under a prefix of its own."""

    index: int
    options_paper: OptionsPaper
    number: str

    @property
    def prefix(self) -> str:
        return f"line-{self.index}-"

    @property
    def place(self) -> int:
        return self.index + 1


class BatchForm(forms.Form):
    """Papers in number. `lines` of `cleaned_data` is what `enter_papers` takes."""

    electors = forms.MultipleChoiceField(
        label=gettext_lazy("Whose papers these are"), widget=forms.CheckboxSelectMultiple
    )
    spoilt = forms.IntegerField(
        label=gettext_lazy("Spoilt: torn, signed, or nobody can tell what they say"), min_value=0, required=False
    )
    second = forms.ModelChoiceField(
        label=gettext_lazy("Who counts them again"), queryset=Member.objects.none(), empty_label=None
    )
    anyway = forms.BooleanField(
        label=gettext_lazy("There are fewer than three, and those concerned agree"), required=False
    )

    def __init__(self, data: Any = None, *, ballot: Ballot, teller: Member, initial: Any = None) -> None:
        super().__init__(data, initial=initial, auto_id="paper_%s")
        self.ballot = ballot
        rules = tallying.read_rules(ballot)
        self.rules = rules if isinstance(rules, OptionRules) else None
        people = [(entry.member_id, entry.member.name) for entry in electors_to_mark(ballot)]
        self.fields["electors"].choices = people  # type: ignore[attr-defined]
        seconds = Member.objects.filter(is_active=True, pk__in=ballot.roll.values("member")).exclude(pk=teller.pk)
        self.fields["second"].queryset = seconds.order_by("name", "pk")  # type: ignore[attr-defined]
        for choice in self.counted:
            label = str(answer_wording.ANSWERS[choice])
            self.fields[_counts(choice)] = forms.IntegerField(label=label, min_value=0, required=False)
        if not ballot.is_secret:
            del self.fields["anyway"]

    @property
    def counted(self) -> tuple[Choice, ...]:
        """The answers that are only counted: all of a majority's; of options, the blank ones."""
        return ON_PAPER if self.rules is None else (Choice.BLANK,)

    @property
    def numbers(self) -> list[forms.BoundField]:
        return [self[_counts(choice)] for choice in self.counted] + [self["spoilt"]]

    @property
    def asks_anyway(self) -> bool:
        """Only once it was refused: the box is no invitation."""
        return "anyway" in self.fields and (self.has_error("__all__", "few") or "anyway" in self._sent)

    @property
    def line_count(self) -> int:
        lines = number(self._sent.get("lines"))
        return LINES if lines is None else min(max(lines, 1), MOST_LINES)

    @property
    def paper_lines(self) -> list[PaperLine]:
        """One row for each different answer, as it was typed; none for a majority."""
        if self.rules is None:
            return []
        return [
            PaperLine(
                index,
                OptionsPaper(self.rules, self.ballot.options, None, self._line(index)),
                str(self._sent.get(f"line-{index}-n", "")),
            )
            for index in range(self.line_count)
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        lines: list[tuple[int, Any]] = [(values.get(_counts(choice)) or 0, choice.value) for choice in self.counted]
        for index in range(self.line_count if self.rules else 0):
            try:
                lines += self._read(index)
            except ValidationError as error:
                for sentence in error.messages:
                    self.add_error(None, _("Answer %(number)d: %(wrong)s") % {"number": index + 1, "wrong": sentence})
        return {**values, "lines": lines, "spoilt": values.get("spoilt") or 0}

    def plain(self) -> dict[str, Any]:
        """The input of `enter_papers`."""
        values = self.cleaned_data
        return {
            "electors": [int(pk) for pk in values["electors"]],
            "lines": values["lines"],
            "spoilt": values["spoilt"],
            "second": values["second"],
            "anyway": values.get("anyway", False),
        }

    def _read(self, index: int) -> list[tuple[int, Any]]:
        """One row: nothing when it is empty."""
        sent = self._line(index)
        written = str(self._sent.get(f"line-{index}-n", "")).strip()
        says_something = any(str(text).strip() for text in sent.values())
        if not written and not says_something:
            return []
        if not (papers := number(written, most=100_000)):
            raise ValidationError(_("say how many papers give it."))
        return [(papers, answers.from_form(self.ballot, sent))]

    def _line(self, index: int) -> dict[str, str]:
        prefix = f"line-{index}-"
        return {
            name.removeprefix(prefix): str(self._sent[name])
            for name in self._sent
            if name.startswith(prefix) and name != f"{prefix}n"
        }

    @property
    def _sent(self) -> Mapping[str, Any]:
        return self.data if self.is_bound else self.initial


def _counts(choice: Choice) -> str:
    return f"n_{choice.value}"
