"""A quorum as a column: kept as one text, read as the rule."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext_lazy as _

from votes.counting import quorum
from votes.counting.quorum import NumberOfPeople, QuorumRule


class _RuleAttribute(DeferredAttribute):
    """What is assigned as a text is read at once, so that the attribute is always the rule."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = self.field.to_python(value)


if TYPE_CHECKING:
    _RuleField = models.Field[QuorumRule | str | None, QuorumRule | None]
else:  # Django's fields take their types only in the stubs
    _RuleField = models.Field


class QuorumField(_RuleField):
    """How many it takes (`votes.counting.quorum`); None where there is no quorum, which is an empty text in the table.

    `fewest` is the smallest number of people that may be chosen. To the database and to its migrations it is Django's
    own CharField.
    """

    descriptor_class = _RuleAttribute

    def __init__(self, *args: Any, fewest: int = 2, **kwargs: Any) -> None:
        self.fewest = fewest  # of a number of people: less would say nothing
        super().__init__(*args, **{"max_length": 20, "blank": True, **kwargs})

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def get_internal_type(self) -> str:
        return "CharField"

    def to_python(self, value: Any) -> QuorumRule | None:
        """Raises ValidationError (`fraction`) for a text that says no quorum."""
        if not isinstance(value, str):
            return value
        try:
            return quorum.read(value)
        except ValueError:
            message = _("A quorum is a fraction, such as 1/2, of 1 at most, or a number of people.")
            raise ValidationError(message, code="fraction") from None

    def validate(self, value: QuorumRule | None, model_instance: models.Model | None) -> None:
        """Raises ValidationError (`fewest`) for too small a number of people."""
        super().validate(value, model_instance)
        if isinstance(value, NumberOfPeople) and value.number < self.fewest:
            raise ValidationError(
                _("A number of people is %(fewest)d or more here; or choose none, or a share.")
                % {"fewest": self.fewest},
                code="fewest",
            )

    def from_db_value(self, value: str, *_: Any) -> QuorumRule | None:
        return quorum.read(value)

    def get_prep_value(self, value: Any) -> str:
        return str(self.to_python(value) or "")

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))
