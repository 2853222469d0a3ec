"""What is refused, and for which reason."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

Refusal = PermissionDenied | ValidationError


@contextmanager
def refused(*reasons: str, **fields: str) -> Iterator[pytest.ExceptionInfo[Refusal]]:
    """What is done inside is refused for this reason and no other.

    `refused("assembly.conduct")`: the permission that somebody has not. `refused("done")`: the code of the sentence.
    `refused(title="blank")`: the code of what is wrong with a field.
    """
    with pytest.raises((PermissionDenied, ValidationError)) as refusal:
        yield refusal
    found = reasons_of(refusal.value)
    assert found == (fields or list(reasons)), f"refused for another reason: {found}"


def reasons_of(refusal: Refusal) -> list[str | None] | dict[str, str | None]:
    """The permission that is missing; the codes; or the first code of each field."""
    if isinstance(refusal, PermissionDenied):
        return [str(refusal)]
    if hasattr(refusal, "error_dict"):
        return {field: errors[0].code for field, errors in refusal.error_dict.items()}
    return [error.code for error in refusal.error_list]


def code_of(act: Callable[..., object], *args: Any, **kwargs: Any) -> str | None:
    """The one code with which an act is refused, of a sentence or of one field."""
    with pytest.raises(ValidationError) as refusal:
        act(*args, **kwargs)
    (code,) = [error.code for error in ValidationError([refusal.value]).error_list]
    return code
