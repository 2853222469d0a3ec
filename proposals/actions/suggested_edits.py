"""Changes that members suggest in place: suggested, taken into the text, refused, carried over to the next version."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import action, require
from journal.clock import now
from journal.refusals import wrong
from members.models import Member
from proposals.actions.comment_notifications import ask_about_edit
from proposals.actions.common import begin, lock, tell, written
from proposals.actions.notifications import tell_suggester
from proposals.anchoring import Passage, exact
from proposals.models import Proposal, SuggestedEdit, Version
from proposals.process import Act
from proposals.queries import current_version
from proposals.queries.suggested_edits import open_edits_of

Status = SuggestedEdit.Status


@dataclass(frozen=True)
class EditAnswer:
    """What is made of one suggested edit in a new version, by whoever writes it."""

    status: str
    reason: str = ""  # why it is refused


@action
def suggest_edit(
    proposal: Proposal, *, version: int, start: int, end: int, replacement: str, reason: str, actor: Member
) -> SuggestedEdit:
    """Suggest other words in place of those from `start` until before `end` of the version with that number.

    Without `replacement` they would be left out. A newer version is no obstacle while it still holds those words.
    Raises ValidationError: `passage` where they are not in the text, `same`, and on `reason` without one.
    """
    proposal = begin(Act.SUGGEST_EDIT, proposal, actor=actor)
    current = current_version(proposal)
    passage = passage_now(proposal, current, version, start, end)
    quote, replacement = passage.of(current.text), replacement.strip()
    if replacement == quote:
        raise wrong("replacement", _("These are the same words: change some of them."), code="same")
    if not reason.strip():
        raise wrong("reason", _("Say why: it helps to decide."), code="reason")
    edit = SuggestedEdit.objects.create(
        proposal=proposal,
        first_version=current,
        version=current,
        start=passage.start,
        quote=quote,
        replacement=replacement,
        reason=reason.strip(),
        member=actor,
        suggested_at=now(),
    )
    texts = {"quote": quote, "replacement": replacement, "reason": edit.reason}
    tell("edit.suggested", proposal, edit=edit.pk, version=current.number, private=texts)
    ask_about_edit(edit)
    return edit


def passage_now(proposal: Proposal, current: Version, version: int, start: int, end: int) -> Passage:
    """Where words that were read in a version stand in the text now. Raises ValidationError `passage`."""
    read = current if version == current.number else Version.objects.filter(proposal=proposal, number=version).first()
    if read is not None and 0 <= start < end <= len(read.text):
        words = read.text[start:end]
        passage = Passage(start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip())))
        place = exact(read.text, passage, current.text) if words.strip() else None
        if place is not None:
            return place
    raise ValidationError(_("These words are no longer in the text: read it again, and choose others."), code="passage")


@action
def refuse_edit(edit: SuggestedEdit, *, reason: str, actor: Member) -> SuggestedEdit:
    """Whoever writes the text does not take it, and says why. Raises ValidationError `reason`, `ended`."""
    proposal = begin(Act.REFUSE_EDIT, edit, actor=actor)
    edit = fresh(edit, proposal)
    _end(edit, Status.REFUSED, answer=written(reason, _("Say why you do not take it."), "reason"))
    return edit


@action
def withdraw_edit(edit: SuggestedEdit, *, actor: Member) -> SuggestedEdit:
    """Whoever suggested it takes it back. Twice changes nothing."""
    proposal = lock(edit.proposal)
    require("proposals.withdraw_edit", actor, edit)
    edit = SuggestedEdit.objects.select_related("proposal", "version").get(pk=edit.pk)
    edit.proposal = proposal
    if edit.status != Status.WITHDRAWN:
        _check_open(edit)
        _end(edit, Status.WITHDRAWN)
    return edit


def settle_edits(proposal: Proposal, version: Version, answers: Mapping[int, EditAnswer] | None = None) -> None:
    """Say of each open edit what becomes of it in a new version, whatever the author said of it in `answers`.

    Said to be taken, and its words are not there: it is partly taken. Not answered: it is carried over where its
    words still stand, taken where they were replaced as it suggested, obsolete where they are gone.
    Raises ValidationError `reason` for a refusal without one.
    """
    for edit in open_edits_of(proposal):
        edit.proposal = proposal
        answer = (answers or {}).get(edit.pk)
        if answer is not None and answer.status == Status.REFUSED:
            _end(edit, Status.REFUSED, version, written(answer.reason, _("Say why you do not take it."), "reason"))
        elif answer is not None:
            _end(edit, Status.TAKEN if _is_taken(edit, answer, version) else Status.PARTLY_TAKEN, version)
        elif place := exact(edit.version.text, edit.passage, version.text):
            edit.version, edit.start = version, place.start
            edit.save(update_fields=["version", "start"])
            tell_suggester(edit)
        else:
            _end(edit, Status.TAKEN if _stands_in_place(edit, version) else Status.OBSOLETE, version)


def _is_taken(edit: SuggestedEdit, answer: EditAnswer, version: Version) -> bool:
    """Whether all of it is in the text, as its author says."""
    is_whole = edit.replacement in version.text if edit.replacement else edit.quote not in version.text
    return answer.status == Status.TAKEN and is_whole


def _stands_in_place(edit: SuggestedEdit, version: Version) -> bool:
    """Whether the text has its words where the former ones were."""
    suggested = edit.passage.replaced(edit.version.text, edit.replacement)
    place = Passage(edit.start, edit.start + len(edit.replacement))
    return bool(edit.replacement) and exact(suggested, place, version.text) is not None


def fresh(edit: SuggestedEdit, proposal: Proposal) -> SuggestedEdit:
    """The edit as it stands under the lock of its proposal. Raises ValidationError `ended` once it is answered."""
    edit = SuggestedEdit.objects.select_related("version", "member").get(pk=edit.pk)
    edit.proposal = proposal
    _check_open(edit)
    return edit


def _check_open(edit: SuggestedEdit) -> None:
    if not edit.is_open:
        raise ValidationError(
            _("This suggestion has ended already: %(status)s.") % {"status": edit.get_status_display()}, code="ended"
        )


def _end(edit: SuggestedEdit, status: str, version: Version | None = None, answer: str = "") -> None:
    edit.status, edit.ended_at, edit.ended_in, edit.answer = status, now(), version, answer
    edit.save(update_fields=["status", "ended_at", "ended_in", "answer"])
    tell(
        f"edit.{status}",
        edit.proposal,
        edit=edit.pk,
        suggester=edit.member_id,
        version=(version or edit.version).number,
        private={"reason": answer},
    )
    if status != Status.WITHDRAWN:
        tell_suggester(edit)
