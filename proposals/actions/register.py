"""The register: a decision takes the next number of its year, and is never edited."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from journal.actions import action, record, require
from journal.clock import now
from members.models import Member
from proposals.actions.notifications import ask_for_review_day, ask_to_carry
from proposals.actions.replacements import tell_overtaken
from proposals.effects import titled
from proposals.models import Decision, FollowUp, Proposal, ProposalAudience, ReaderChange, Register, Version
from proposals.queries import same_subject
from proposals.queries.attached_files import attached_to
from proposals.queries.readers import was_closed
from votes.models import Ballot
from votes.wording.results import with_answer


def enter_in_register(
    *, replaces: Decision | None = None, decided_at: datetime | None = None, **fields: Any
) -> Decision:
    """Write the decision under the next number. The year's row stays locked until the commit.

    A vote's bears the date, and the year's number, of its closing, not of the hour at which a server woke.
    """
    ballot: Ballot | None = fields.get("ballot")
    proposal: Proposal | None = fields.get("proposal")
    decided_at = decided_at or (ballot and ballot.closed_at) or now()
    year = timezone.localtime(decided_at).year
    Register.objects.get_or_create(year=year)
    register = Register.objects.select_for_update().get(year=year)
    register.last += 1
    register.save(update_fields=["last"])
    decision = Decision.objects.create(
        year=year,
        serial=register.last,
        number=f"{year}-{register.last:03d}",
        decided_at=decided_at,
        replaces=replaces,
        subject=proposal.subject if proposal else "",
        next_review_on=fields.get("review_on"),
        **fields,
    )
    _tell_decision(decision)
    if decision.responsible or decision.due_on:
        follow_up = FollowUp.objects.create(
            decision=decision,
            state=FollowUp.State.TO_DO,
            responsible=decision.responsible,
            due_on=decision.due_on,
            noted_at=now(),
        )
        ask_to_carry(follow_up, f"named:{follow_up.pk}")
    tell_overtaken(decision)
    return decision


def enter_proposal(proposal: Proposal, version: Version, *, answer: str = "", **fields: Any) -> Decision:
    """Write what was adopted, with all that the proposal says of itself; `fields` tell how it was.

    A day to look at it again that is over by now is not taken: another is asked for (PRODUCT §3.2). What ends a
    decision says so in its title, and is not looked at again. `answer`: which of its options was chosen, which stands
    in the title and after the text.
    """
    review_on = proposal.review_on if _is_to_come(proposal.review_on) and not proposal.is_repeal else None
    with override(settings.LANGUAGE_CODE):
        title = title_with_answer(titled(proposal), answer)
        text = "\n\n".join([version.text, _("**Chosen: %(answer)s**") % {"answer": answer}]) if answer else version.text
    decision = enter_in_register(
        circle=proposal.circle,
        proposal=proposal,
        occasion=proposal.occasion,
        title=title,
        text=text,
        change=version.change,
        reasons=proposal.need,
        review_on=review_on,
        replaces=proposal.replaces,
        is_repeal=proposal.is_repeal,
        audience=proposal.audience,
        **proposal.expectations,
        **fields,
    )
    if decision.waits_for_review_day:
        ask_for_review_day(decision)
    return decision


def title_with_answer(subject: str, answer: str, *, is_only_candidate: bool = False) -> str:
    """« Trésorerie : Alix Lauzière ». One that is too long is shortened, since the text has both whole.

    First its subject, of which half a title remains; then the end of the answer.
    """
    longest = Decision._meta.get_field("title").max_length or 0
    title = with_answer(subject, answer, is_only_candidate=is_only_candidate)
    if len(title) > longest and answer:
        kept = Truncator(subject).chars(max(longest - len(answer) - 3, longest // 2))
        title = with_answer(kept, answer, is_only_candidate=is_only_candidate)
    return Truncator(title).chars(longest)


def _is_to_come(day: date | None) -> bool:
    return day is not None and day > timezone.localdate(now())


def _tell_decision(decision: Decision) -> None:
    topics = [decision.topic]
    if decision.proposal:
        topics += decision.proposal.topics
    elif not decision.is_closed:
        topics.append(decision.circle.topic)
    record(
        "decision.recorded",
        topics=topics,
        body={
            "decision": decision.pk,
            "number": decision.number,
            "circle": decision.circle_id,
            "decided_at": decision.decided_at,
            "audience": decision.audience,
            "occasion": decision.occasion,
            "proposal": decision.proposal_id,
            "round": decision.round_id,
            "ballot": decision.ballot_id,
            "process": decision.process,
            "review_on": decision.review_on,
            "replaces": decision.replaces.number if decision.replaces else None,
            "repeals": decision.is_repeal,
            "changes": decision.change.for_journal(),
            "responsible": decision.responsible_id,
            "due_on": decision.due_on,
            **_files_told(decision),
        },
        private={
            key: text
            for key, text in {
                "title": decision.title,
                "subject": decision.subject,
                "text": decision.text,
                "reasons": decision.reasons,
                "result": decision.result,
                **decision.change.texts(),
                "expected": decision.expected,
                "evidence": decision.evidence,
            }.items()
            if text
        },
    )


def _files_told(decision: Decision) -> dict[str, list[str]]:
    """The marks of the files that come with the text, in their order."""
    marks = [file.sha256 for file in attached_to(decision.proposal)] if decision.proposal else []
    return {"files": marks} if marks else {}


@action
def file_decision(decision: Decision, *, subject: str, actor: Member) -> Decision:
    """Put it under a subject of its circle, by which it is found; an empty one files it under its circle alone."""
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    require("proposals.file", actor, decision)
    subject = same_subject(decision.circle, subject)
    if decision.subject != subject:
        decision.subject = subject
        decision.full_clean(validate_unique=False, validate_constraints=False)
        decision.save(update_fields=["subject"])
        texts = {"subject": subject} if subject else {}
        record("decision.filed", topics=[decision.topic], body={"decision": decision.pk}, private=texts)
    return decision


@action
def publish_decision(decision: Decision, *, audience: str, actor: Member) -> Decision:
    """One of its members lets more people read what the circle decided, or fewer: everybody sees who did, and when.

    Nothing else of a decision ever changes. Raises ValidationError: `audience`, `closed` where it would make public
    what was decided for the circle alone.
    """
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    require("proposals.publish", actor, decision)
    if audience not in ProposalAudience.values:
        raise ValidationError(_("Choose who may read it."), code="audience")
    if audience == ProposalAudience.PUBLIC and was_closed(decision):
        raise ValidationError(
            _("It was decided for the circle alone, about a person’s situation: it is never made public."),
            code="closed",
        )
    if decision.audience != audience:
        former, decision.audience = decision.audience, audience
        ReaderChange.objects.create(decision=decision, former=former, audience=audience, by=actor, at=now())
        decision.save(update_fields=["audience"])
        record(
            "decision.published",
            topics=decision.topics,
            body={"decision": decision.pk, "number": decision.number, "audience": audience, "former": former},
        )
    return decision
