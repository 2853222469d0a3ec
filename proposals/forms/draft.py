"""What an author types of a proposal that is not presented yet. The rules are the actions'."""

from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from commissions.forms.changes import ChangingForm
from commissions.models import Circle
from commissions.queries import members_of
from commissions.terms import end_of_term
from journal.clock import today
from members.models import Member
from proposals.forms.advisers import AdvisersField
from proposals.forms.follow_up import DueField, ResponsibleField
from proposals.forms.process import PersonField
from proposals.forms.register import SubjectField
from proposals.models import Decision, ProcessTemplate, Proposal, ProposalAudience
from proposals.options import METHODS, read_typed, with_options
from proposals.process import REVIEWED_AFTER
from proposals.queries import replaceable
from proposals.queries.process_templates import templates_of
from votes.methods.registry import option_methods
from web.components import Text
from web.widgets import DateInput, ProseArea, text_area

ASKED = {
    "need": _("Say why it is needed now: people decide better when they know."),
    "review_on": _("Choose a day to look at it again: nothing is for ever."),
    "facilitator": _("Ask somebody of the circle to facilitate it."),
    "decider": _("Say who decides: yourself, or somebody of the circle."),
    "advisers": _("Name those whom it concerns: at least one other person is asked for advice."),
}
"""What leaving the draft takes; the action asks the same."""

NOT_ASKED: dict[str, set[str]] = {
    Proposal.Process.CONSENT: {"decider", "advisers"},
    Proposal.Process.MAJORITY: {"decider", "advisers"},
    Proposal.Process.CHOICE: {"decider", "advisers"},
    Proposal.Process.ADVICE: {"facilitator"},
    Proposal.Process.INFORMATION: {"facilitator", "review_on", "decider", "advisers"},
}
"""What each way to decide does without."""

FOR_INFORMATION = {
    "title": (
        _("What is it about?"),
        _("In one line: “The gate is painted”."),
    ),
    "need": (
        _("Why is it good to know?"),
        _("What it changes for people, or what they asked."),
    ),
    "text": (
        _("The text to read"),
        _("What happened, or what is to come. Questions may be asked under it."),
    ),
}
"""The label and the hint of what is asked otherwise where nothing is decided."""


def either(decided: Text | None, read: Text) -> SafeString:
    """The words where something is decided, and those for information only: the page shows those of the way chosen."""
    return format_html('<span class="only-decided">{}</span> <span class="only-read">{}</span>', decided, read)


class OptionsField(forms.CharField):
    """What one chooses among, typed into one field: a list of `ProposedOption`."""

    def __init__(self) -> None:
        super().__init__(
            label=_("The options, one a line"),
            required=False,
            widget=text_area(8, placeholder=_("Blue\nGreen\nYellow")),
            help_text=_(
                "Two at least. To say more of them, leave an empty line between two options: the first line of each "
                "is its name, and what one should know of it comes under it."
            ),
        )

    def clean(self, value: Any) -> Any:
        return read_typed(super().clean(value).replace("\r\n", "\n"))


class TemplateField(forms.ModelChoiceField):
    """How long its stages last: one of the templates of the circle, or as the circle's rules say."""

    def __init__(self) -> None:
        super().__init__(
            label=_("How long does each stage last?"),
            queryset=ProcessTemplate.objects.none(),
            required=False,
            empty_label=_("as the rules of the circle say"),
            help_text=_("A template of the circle may give its stages other lengths, online and in a meeting."),
        )

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.get_process_display()})"


class ProposalForm(ChangingForm, forms.Form):
    """One idea, why now, one text, someone to facilitate, a day to look at it again. A draft may lack some."""

    title = forms.CharField(
        label=_("What do you propose?"),
        max_length=120,
        help_text=_("In one line: “Open the visits every second Saturday”."),
    )
    need = forms.CharField(
        label=_("Why now?"),
        widget=text_area(4),
        help_text=_("What we see today, and what it costs us. People decide better when they know the need."),
    )
    text = forms.CharField(
        label=_("The text that would be decided"),
        widget=ProseArea(10),
        help_text=_(
            "Who does what, from when, with which money. Good enough for now and safe enough to try is enough. "
            "A line beginning with - makes a list."
        ),
    )
    review_on = forms.DateField(
        label=_("To be looked at again on"),
        widget=DateInput(),
        help_text=_("Nothing is decided for ever: that day the circle keeps it, changes it or ends it."),
    )
    facilitator = PersonField(
        label=_("Who facilitates it?"),
        queryset=Member.objects.none(),
        empty_label=_("I do not know yet"),
        help_text=_("Somebody of the circle who leads the conversation, so that you can listen."),
    )
    expected = forms.CharField(
        label=_("What do we expect of it?"),
        required=False,
        widget=text_area(2),
        help_text=_("In a sentence: “more people come in on Saturdays”."),
    )
    evidence = forms.CharField(
        label=_("How will we know?"),
        required=False,
        widget=text_area(2),
        help_text=_("What anybody can see or count on the day you look at it again: “20 visitors a month”."),
    )
    responsible = ResponsibleField()
    due_on = DueField()
    process = forms.ChoiceField(
        label=_("How is it decided?"),
        choices=Proposal.Process.choices,
        widget=forms.RadioSelect,
        initial=Proposal.Process.CONSENT,
        help_text=_(
            "By consent: it is adopted when nobody objects any more. By majority: by a vote. By a choice among "
            "options: by a vote on which. For information: nothing is decided, the circle reads it and asks its "
            "questions."
        ),
    )
    options = OptionsField()
    method = forms.ChoiceField(
        label=_("How do people choose?"),
        choices=[(method, option_methods()[method].summary) for method in METHODS],
        widget=forms.RadioSelect,
        initial=METHODS[0],
        required=False,
    )
    seats = forms.IntegerField(
        label=_("How many options are chosen?"), min_value=1, max_value=50, initial=1, required=False
    )
    template = TemplateField()
    decider = PersonField(
        label=_("Who decides?"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=_("nobody yet"),
        help_text=_("After advice: yourself, or somebody of the circle, who is asked first."),
    )
    advisers = AdvisersField(required=False)
    audience = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=ProposalAudience.choices,
        widget=forms.RadioSelect,
        initial=ProposalAudience.MEMBERS,
    )
    subject = SubjectField()
    replaces = forms.ModelChoiceField(
        label=_("Does it replace a decision?"),
        queryset=Decision.objects.none(),
        required=False,
        empty_label=_("no, it is new"),
    )
    is_repeal = forms.BooleanField(label=_("It ends that decision and puts nothing in its place"), required=False)

    def __init__(self, *args: Any, circle: Circle, person: Member, is_draft: bool, **kwargs: Any) -> None:
        kwargs["use_required_attribute"] = False  # what is asked depends on the way that is chosen
        super().__init__(*args, **kwargs)
        self.fields["facilitator"].queryset = members_of(circle)  # type: ignore[attr-defined]
        self.fields["decider"].queryset = members_of(circle)  # type: ignore[attr-defined]
        self.fields["responsible"].queryset = members_of(circle)  # type: ignore[attr-defined]
        self.fields["replaces"].queryset = replaceable(circle, person)  # type: ignore[attr-defined]
        self.fields["subject"].offer(circle, person)  # type: ignore[attr-defined]
        self.fields["template"].queryset = templates_of(circle, self.initial.get("template"))  # type: ignore[attr-defined]
        self.ask_for_change(circle)
        self._offer_ways(circle)
        self._ask_what_the_way_needs(is_draft)
        if not self.is_bound and not self.months:
            self.initial.setdefault("review_on", in_six_months())

    def _ask_what_the_way_needs(self, is_draft: bool) -> None:
        """Of what is sent, what its way to decide needs; before, the page shows what each way asks for."""
        way = self.data.get("process", "")
        not_asked = NOT_ASKED.get(way, NOT_ASKED[Proposal.Process.CONSENT]) if self.is_bound else ()
        for name in ASKED.keys() & self.fields.keys():
            self.fields[name].required = not is_draft and name not in not_asked
            self.fields[name].error_messages["required"] = ASKED[name]
        if way == Proposal.Process.INFORMATION:
            self.fields["need"].error_messages["required"] = _("Say why it is good to know: people read it better.")
        for name, (label, hint) in FOR_INFORMATION.items():
            field = self.fields[name]
            field.label, field.help_text = either(field.label, label), either(field.help_text, hint)
        self._offer_templates()

    def _offer_templates(self) -> None:
        """`templated`: the ways to decide that a template of the circle is for."""
        offered = self.fields["template"].queryset  # type: ignore[attr-defined]
        self.templated = sorted({template.process for template in offered})
        self.months = {template.pk: template.review_months for template in offered if template.review_months}
        if not self.templated:
            del self.fields["template"]
        if self.months:
            self.fields["review_on"].required = False
            self.fields["review_on"].help_text = _(
                "Nothing is decided for ever: that day the circle keeps it, changes it or ends it. Left empty: after "
                "as many months as its template says, or in six months."
            )

    def _offer_ways(self, circle: Circle) -> None:
        """One person decides only where the circle's rules let one."""
        if circle.lets_one_decide:
            self.fields["process"].help_text = _(
                "By consent: it is adopted when nobody objects any more. By majority: by a vote. By a choice among "
                "options: by a vote on which. By one person: who asks those concerned for advice by name, answers each "
                "in writing, and decides alone. For information: nothing is decided, the circle reads it and asks its "
                "questions."
            )
            return
        chosen = [way for way in Proposal.Process.choices if way[0] != Proposal.Process.ADVICE]
        self.fields["process"].choices = chosen  # type: ignore[attr-defined]
        self.fields["process"].widget.choices = chosen
        del self.fields["decider"], self.fields["advisers"]

    def clean(self) -> dict[str, Any]:
        """Nobody is asked to do what its way to decide does without; the options become part of the text."""
        values = super().clean() or self.cleaned_data
        options, method, seats = values.pop("options", []), values.pop("method", ""), values.pop("seats", None)
        if values.get("process") == Proposal.Process.CHOICE:
            values |= {"text": with_options(values.get("text", ""), options), "method": method, "seats": seats or 1}
        if self.months and values.get("review_on") is None and "review_on" not in self.errors:
            months = self.months.get(getattr(values.get("template"), "pk", None))
            values["review_on"] = end_of_term(today(), months) if months else in_six_months()
        if values.get("process") == Proposal.Process.ADVICE:
            return {**values, "facilitator": None}
        return {**values, "decider": None, "advisers": []}

    def opens_expectations(self) -> bool:
        """Whether what is expected, and who carries it out, is to be looked at."""
        names = ("expected", "evidence", "responsible", "due_on")
        return any(self.errors.get(name) or self.initial.get(name) for name in names)

    def opens_rest(self) -> bool:
        """Whether what few change is to be looked at: how it is decided, what it replaces, or something is wrong."""
        otherwise = self.initial.get("process", Proposal.Process.CONSENT) != Proposal.Process.CONSENT
        chosen = self.initial.get("replaces") or self.initial.get("template")
        return bool(self.errors or otherwise or chosen)


def in_six_months() -> date:
    """What is proposed as a day to look at it again."""
    return today() + REVIEWED_AFTER
