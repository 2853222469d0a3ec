"""The fields of what people write. Each says how long its text may be, and refuses a longer one in words.

They are Django's own fields to the database and to its migrations.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.constraints import BaseConstraint
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from journal import texts
from journal.texts import LONG, LONGEST

__all__ = ["LONGEST", "Address", "Line", "Link", "Prose", "ShortProse"]


# A constraint that no action has asked before is told without its name, which says nothing to people.
BaseConstraint.default_violation_error_message = _("What is written here does not go together: look at it again.")


def check_length(text: str, most: int | None, field: str) -> None:
    """Raises ValidationError (`too_long`) on the field, with the limit and how far beyond it the text is."""
    if most is None or len(text) <= most:
        return
    refusal = ValidationError(
        ngettext(
            "This may have %(most)d character, and has %(count)d: shorten it.",
            "This may have %(most)d characters, and has %(count)d: shorten it.",
            most,
        )
        % {"most": most, "count": len(text)},
        code="too_long",
    )
    raise ValidationError({field: refusal})


class _Written(models.Field):
    """What is kept is clean and within its limit, by whatever way it is written."""

    clean_text: Callable[[str], str] = staticmethod(texts.clean)

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return self.clean_text(value) if isinstance(value, str) else value

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        value = super().pre_save(instance, add)
        if isinstance(value, str):
            value = self.to_python(value)
            check_length(value, self.max_length, self.name)
            setattr(instance, self.attname, value)
        return value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        value = super().get_db_prep_save(value, connection)
        if isinstance(value, str):
            check_length(value, self.max_length, self.name)
        return value

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        if isinstance(self, models.TextField):
            kwargs.pop("max_length", None)
        django_s = next(kind for kind in type(self).__mro__ if kind.__module__ == models.Field.__module__)
        return name, f"django.db.models.{django_s.__name__}", args, kwargs


class Line(_Written, models.CharField):
    """A name, a title: one line."""

    clean_text = staticmethod(texts.line)

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        value = super().pre_save(instance, add)
        if value == "" and not self.blank:
            raise ValidationError({self.name: ValidationError(self.error_messages["blank"], code="blank")})
        return value


class Prose(_Written, models.TextField):
    """A text of several lines, of at most `max_length` characters (20,000 where nothing is said)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": LONG, **kwargs})


class ShortProse(_Written, models.CharField):
    """A few words, on several lines if need be, whose limit the database knows too."""


class Address(_Written, models.EmailField):
    """An address of email."""

    clean_text = staticmethod(texts.address)


class Link(_Written, models.URLField):
    """An address of the web."""

    clean_text = staticmethod(texts.line)
