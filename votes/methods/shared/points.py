"""What methods that ask for a number for each option have in common."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from votes.methods.rules import OptionRules

MOST = 100  # the best number that anyone may choose


def check(rules: OptionRules, options: Sequence[str]) -> None:
    """Raises ValidationError: `highest`."""
    if not 1 <= (rules.highest or 0) <= MOST:
        raise ValidationError(_("Scores go up to a whole number from 1 to 100."), code="highest")
