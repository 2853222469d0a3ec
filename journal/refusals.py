"""A refusal that belongs to one field of what was typed."""

from django.core.exceptions import ValidationError


def wrong(field: str, message: str, *, code: str) -> ValidationError:
    """Django drops the code of a mapping's plain messages: this keeps it."""
    return ValidationError({field: ValidationError(message, code=code)})
