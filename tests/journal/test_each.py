"""What is refused of one thing stands in the way of no other, and is told once."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError

from journal.each import _report, each


def test_what_is_refused_of_one_is_told_once_and_the_others_are_done(ines, malo, rose, omar, noe, caplog):
    _report.cache_clear()
    title = ValidationError({"title": ValidationError("No.", code="blank")})
    refusals = {
        ines.pk: ValidationError("No.", code="late"),
        rose.pk: PermissionDenied("votes.close"),
        noe.pk: title,
    }
    done = []

    def act(member) -> bool:
        if member.pk in refusals:
            raise refusals[member.pk]
        done.append(member)
        return member != omar  # nothing was to be done

    for _again in range(2):
        assert each([ines, malo, rose, noe, omar], act, "%s was not asked: %s") == 1

    assert done == [malo, omar] * 2
    assert caplog.messages == [
        f"{ines.pk} was not asked: late",
        f"{rose.pk} was not asked: votes.close",
        f"{noe.pk} was not asked: blank",
    ]


def test_what_is_no_refusal_is_raised_once_the_others_are_done(ines, malo, rose, caplog):
    _report.cache_clear()
    failures = {ines.pk: ZeroDivisionError("first"), rose.pk: LookupError("what nobody else reads")}
    done = []

    def act(member) -> bool:
        if member.pk in failures:
            raise failures[member.pk]
        done.append(member)
        return True

    with pytest.raises(ZeroDivisionError, match="first"):
        each([ines, rose, malo], act, "%s was not asked: %s")
    assert done == [malo]
    assert caplog.messages == [f"{ines.pk} was not asked: ZeroDivisionError", f"{rose.pk} was not asked: LookupError"]


def test_what_the_database_cannot_do_is_tried_of_no_other(ines, malo):
    tried = []

    def act(member) -> bool:
        tried.append(member)
        raise OperationalError

    with pytest.raises(OperationalError):
        each([ines, malo], act, "%s: %s")
    assert tried == [ines]
