"""What methods that ask for ticks have in common."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from votes.methods.method import RuleField
from votes.methods.rules import OptionRules


def says(rules: OptionRules) -> str:
    """What each person says."""
    if not rules.most:
        return _("Each person approves as many options as they like.")
    text = ngettext(
        "Each person approves one option at most.",
        "Each person approves %(most)d options at most.",
        rules.most,
    )
    return text % {"most": rules.most}


def instruction(rules: OptionRules) -> str:
    if not rules.most:
        return _("Tick all that suit you: as many as you like.")
    text = ngettext("Tick one at most.", "Tick those that suit you, %(most)d at most.", rules.most)
    return text % {"most": rules.most}


def _field() -> forms.Field:
    return forms.IntegerField(
        label=gettext_lazy("At most how many ticks each"),
        min_value=1,
        required=False,
        help_text=gettext_lazy("With ticks. Empty: as many as one likes."),
    )


MOST = RuleField("most", "most", _field)
