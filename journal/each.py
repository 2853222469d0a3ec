"""What the clock does to many things, one after the other: what is refused of one, or fails, stands in the way of no
other."""

import logging
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError
from django.db.models import Model

logger = logging.getLogger(__name__)

T = TypeVar("T", bound=Model)


def each(things: Iterable[T], act: Callable[[T], Any], refused: str) -> int:
    """Do it to each, and return how many it was done to: those of which `act` gave back something true.

    What an action refuses of one is logged, once for each thing and reason: `refused`, such as "ballot %s is not
    counted: %s", takes its key and the code, or the permission that was missing. Of any other error its type is logged
    so, and the first is raised once the others are done: the clock says that it failed. What the database cannot do
    is raised at once.
    """
    done = 0
    failures: list[Exception] = []
    for thing in things:
        try:
            done += bool(act(thing))
        except ValidationError as error:
            _report(refused, thing.pk, _codes(error))
        except PermissionDenied as error:
            _report(refused, thing.pk, str(error))
        except OperationalError:
            raise
        except Exception as error:
            _report(refused, thing.pk, type(error).__name__)
            failures.append(error)
    if failures:
        raise failures[0]
    return done


def _codes(error: ValidationError) -> str:
    """The codes of what is refused, of a sentence or of fields."""
    return ", ".join(str(one.code) for one in ValidationError([error]).error_list)


@cache
def _report(refused: str, pk: int, why: str) -> None:
    """The clock finds it again every few seconds."""
    logger.error(refused, pk, why)
