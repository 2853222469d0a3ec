"""What methods that ask for a ranking say in the same words."""

from django.utils.translation import gettext as _

from votes.methods.rules import OptionRules


def says(rules: OptionRules) -> str:
    """What each person says."""
    return _("Each person ranks the options, the preferred one first.")


def instruction(rules: OptionRules) -> str:
    """What to do with the options; whether two of them may be equal is the method's."""
    text = _("1 for what you prefer, then 2, and so on. What you leave without a place comes last.")
    equal = _("The same number twice: equal for you.")
    return f"{text} {equal}" if rules.allows_equal else text
