"""Dates: for each one everybody says whether they can come (`votes.counting.dates`)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from journal.dates import is_meant, out_of_bounds
from votes.counting.result import OptionsResult, Plain
from votes.methods.method import Degree, OptionMethod, Teller, Words
from votes.methods.pictures import OptionBar, OptionBars
from votes.methods.rules import Asks, OptionRules
from votes.methods.shared import samples
from votes.methods.shared.lists import day_or_instant, named, numbered, together
from votes.methods.shared.results import fate, ranked
from votes.models import Ballot
from web.widgets import SeveralInputs

FIRST_ROWS = 4
MORE_ROWS = 4
MOST_ROWS = 40

Row = tuple[str, str]  # a day and a time, as typed


class DateRows(SeveralInputs):
    """Rows of two inputs, and the button that asks for more: it sends the form, which is shown again as it was."""

    use_fieldset = True

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        rows: list[Row] = [split(one) if isinstance(one, str) else one for one in value or []]
        wanted = max(FIRST_ROWS, len(rows) + 1)
        rows += [("", "")] * (min(wanted, MOST_ROWS) - len(rows))
        return render_to_string("votes/_date_rows.html", {"name": name, "rows": rows, "described": attrs or {}})

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Row]:
        rows: list[Row] = []
        while len(rows) < MOST_ROWS and f"{name}-{len(rows)}-day" in data:
            at = f"{name}-{len(rows)}"
            rows.append((str(data.get(f"{at}-day", "")).strip(), str(data.get(f"{at}-time", "")).strip()))
        return rows + [("", "")] * (MORE_ROWS if "more" in data else 0)

    def format_value(self, value: Any) -> list[str]:
        return [one if isinstance(one, str) else join(*one) for one in value or []]

    def read(self, data: Any, name: str) -> list[str]:
        return [join(*row) for row in self.value_from_datadict(data, None, name) if any(row)]

    def write(self, data: Any, name: str, values: list[str]) -> None:
        typed = len(self.value_from_datadict(data, None, name))
        rows = [split(one) for one in values] + [("", "")] * (typed - len(values))
        for number, (day, at) in enumerate(rows):
            data[f"{name}-{number}-day"], data[f"{name}-{number}-time"] = day, at

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return f"{name}-0-day" not in data


class DatesField(forms.Field):
    """The dates as a ballot keeps them: "2026-12-03T18:30", or "2026-12-03" for a whole day; empty rows left out."""

    widget = DateRows

    def clean(self, value: Sequence[Row]) -> list[str]:
        dates = [_read(day, at) for day, at in value if day or at]
        if len(dates) < 2:
            raise ValidationError(_("Offer at least two dates."), code="options")
        return list(dict.fromkeys(sorted(dates)))


def split(text: str) -> Row:
    """A date as it is kept, as its row shows it."""
    day, _sep, at = text.partition("T")
    return day, at


def join(day: str, at: str) -> str:
    return f"{day}T{at}" if at else day


def _read(day: str, at: str) -> str:
    if not day:
        raise ValidationError(_("Give each time its day."), code="options")
    try:
        iso_day = date.fromisoformat(day).isoformat()
        return f"{iso_day}T{time.fromisoformat(at).strftime('%H:%M')}" if at else iso_day
    except ValueError:
        raise ValidationError(_("One of these dates cannot be read. Choose it again."), code="options") from None


# What is said of them

BEST = 2  # 0 no, 1 if need be, 2 yes
AVAILABILITY: dict[int, Words] = {
    2: pgettext_lazy("on that date", "Yes"),
    1: pgettext_lazy("on that date", "If need be"),
    0: pgettext_lazy("on that date", "No"),
}
LOOKS = {2: ("leaf", "disc"), 1: ("plum", "half"), 0: ("clay", "ring")}


def degrees(rules: OptionRules) -> list[Degree]:
    return [Degree(value, str(word), *LOOKS[value]) for value, word in AVAILABILITY.items()]


def check(rules: OptionRules, options: Sequence[str]) -> None:
    """Raises ValidationError (`options`) unless each is a date, each once."""
    try:
        moments = {datetime.fromisoformat(option) for option in options}
    except ValueError:
        raise ValidationError(
            _("Write each date as 2026-12-03, or with its time 2026-12-03T18:30."), code="options"
        ) from None
    if not all(map(is_meant, moments)):
        raise out_of_bounds()
    if len(moments) != len(options):
        raise ValidationError(_("Two options have the same name."), code="options")


def dates_field(label: Words, example: Words) -> forms.Field:
    return DatesField(label=_("The dates"), help_text=gettext_lazy("A day without a time is a whole day."))


def says(rules: OptionRules) -> str:
    return _("Each person says, for each date, whether they can come: yes, if need be, or no.")


def chosen(rules: OptionRules) -> list[str]:
    return [_("Chosen: the date on which the most people can come; between equals, the one with the most yes.")]


def settled(options: str, rule: str) -> str:
    return _("a tie between %(options)s, settled by the number of yes") % {"options": options}


def instruction(rules: OptionRules) -> str:
    return _("For each date, say whether you can be there. A date left empty counts as a no.")


def picture(ballot: Ballot, result: OptionsResult) -> list[object]:
    """For each date who can, who can if need be, who cannot."""
    bars = []
    for option in ranked(ballot, result):
        no, maybe, yes = (Fraction(number) for number in result.counts[option])
        bars.append(OptionBar(day_or_instant(option), yes, [yes, maybe, no], fate(result, option)))
    words = [str(word).lower() for word in AVAILABILITY.values()]
    return [OptionBars(bars, words, Fraction(result.valid))]


def note(ballot: Ballot, result: OptionsResult, option: str) -> str:
    """« 9 oui, 2 au besoin »."""
    _no, maybe, yes = result.counts[option]
    degrees = [(yes, 2), (maybe, 1)] if maybe else [(yes, 2)]
    parts = [f"{number} {str(AVAILABILITY[grade]).lower()}" for number, grade in degrees]
    return pgettext("between things of a list", ", ").join(parts)


def availability(values: Plain) -> str:
    counts = values["counts"]
    order = sorted(counts, key=lambda option: (-counts[option][1] - counts[option][2], -counts[option][2], option))
    dates = [
        ngettext(
            "%(date)s: %(can_come)d can come (%(yes)d yes, %(maybe)d if need be)",
            "%(date)s: %(can_come)d can come (%(yes)d yes, %(maybe)d if need be)",
            counts[option][1] + counts[option][2],
        )
        % {
            "date": named(option),
            "can_come": counts[option][1] + counts[option][2],
            "yes": counts[option][2],
            "maybe": counts[option][1],
        }
        for option in order
    ]
    return ngettext("Of %(voters)d answer: %(dates)s.", "Of %(voters)d answers: %(dates)s.", values["voters"]) % {
        "voters": values["voters"],
        "dates": pgettext("between the clauses of a sentence", "; ").join(dates),
    }


def yeses(values: Plain) -> str:
    counts = {option: values["counts"][option][2] for option in values["between"]}
    return _("As many can come on %(dates)s: the plain yeses decide: %(counts)s.") % {
        "dates": together(values["between"]),
        "counts": numbered(counts),
    }


STEPS: dict[str, Teller] = {"dates.counted": availability, "dates.level": yeses}
METHOD = OptionMethod(
    name="dates",
    label=pgettext_lazy("a method", "dates"),
    asks=Asks.GRADES,
    purposes={"date": 10},
    decides=False,
    says=says,
    chosen=chosen,
    between_equals=gettext_lazy("Those that are still equal are decided by a lot that anyone can redraw."),
    settled=settled,
    instruction=instruction,
    best=lambda rules: BEST,
    degrees=degrees,
    options_field=dates_field,
    option=day_or_instant,
    check=check,
    picture=picture,
    note=note,
    sample=samples.DATED,
)
