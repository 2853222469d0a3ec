"""What was verified of a closed ballot, in sentences: the page of its verification."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from votes.integrity.commitments import Checked
from votes.integrity.verification import Verification
from web.components import Notice

MISSING = gettext_lazy(
    "This code is not in the list. Look at it again, letter by letter; if it is right, tell whoever conducted the vote."
)


@dataclass(frozen=True)
class CheckLine:
    """One thing that was verified."""

    holds: bool | None  # None while it is still looked at
    sentence: str
    note: str = ""

    @property
    def icon(self) -> str:
        if self.holds is None:
            return "hourglass"
        return "circle-check" if self.holds else "triangle-alert"

    @property
    def is_wrong(self) -> bool:
        return self.holds is False


def verdict(verified: Verification) -> Notice:
    """Whether everything agrees."""
    if verified.holds:
        return Notice("leaf", _("Everything agrees: the roll, the list of ballots, the journal and the count."))
    if verified.is_under_way:
        going_on = _(
            "The roll, the list of ballots and the journal agree. The count is long, and goes on: come back to this "
            "page in a minute."
        )
        return Notice("sky", going_on)
    return Notice(
        "clay", _("Something does not agree. Tell the people who keep the journal, with what this page says.")
    )


def checks(verified: Verification, answers: int) -> list[CheckLine]:
    """Each thing that was verified; `answers` is how many votes were counted again."""
    return [
        _count_check(verified, answers),
        _list_check(verified.checked),
        _roll_check(verified.checked),
        _journal_check(verified),
    ]


def _count_check(verified: Verification, answers: int) -> CheckLine:
    if verified.recounted is None:
        return CheckLine(None, _("It is being counted again."))
    if not verified.recounted:
        return CheckLine(False, _("Recounted just now: the result is not the one that was kept."))
    sentence = ngettext(
        "Recounted just now from its %(count)s answer: same result.",
        "Recounted just now from its %(count)s answers: same result.",
        answers,
    )
    return CheckLine(True, sentence % {"count": answers})


def _list_check(checked: Checked) -> CheckLine:
    if checked.ballots:
        sentences = [_("The list of ballots has the hash that was computed when the ballot closed.")]
    else:
        sentences = [_("The list of ballots has changed since the ballot closed.")]
    if checked.wrong:
        wrong = ngettext(
            "%(count)s vote is not what was committed to.",
            "%(count)s votes are not what was committed to.",
            checked.wrong,
        )
        sentences.append(wrong % {"count": checked.wrong})
    erased = ngettext(
        "%(count)s vote can no longer be looked into: its person was forgotten.",
        "%(count)s votes can no longer be looked into: their people were forgotten.",
        checked.erased,
    )
    note = erased % {"count": checked.erased} if checked.erased else ""
    return CheckLine(checked.ballots, " ".join(sentences), note)


def _roll_check(checked: Checked) -> CheckLine:
    if checked.roll:
        return CheckLine(True, _("The roll has the hash that was computed when the ballot opened."))
    return CheckLine(False, _("The roll has changed since the ballot opened."))


def _journal_check(verified: Verification) -> CheckLine:
    if verified.recorded and verified.is_recorded:
        sentence = _("The journal holds the same hashes: entry %(number)s.") % {"number": verified.recorded.seq}
        return CheckLine(True, sentence)
    return CheckLine(False, _("The journal does not hold these hashes."))
