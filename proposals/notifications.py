"""The kinds of notifications that proposals send, and what those that only tell still tell."""

from collections.abc import Iterable

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.clock import now
from journal.numbers import numbers
from members.kind_groups import DECISIONS, DUTIES, TEXTS
from members.models import Member
from members.notifications import NotificationKind
from members.panels import Waiting
from proposals.actions.notifications import (
    ADVICE,
    ADVICE_ANSWER,
    AGREEMENT,
    AMENDMENT,
    CARRYING,
    COMMENT,
    COMMENT_REPLY,
    DECIDER,
    EARLIER,
    EDIT,
    EDIT_ENDED,
    FACILITATING,
    HANDED,
    OBJECTION,
    OVERTAKEN,
    POSITION,
    PRESENTED,
    QUESTION,
    REACTION,
    READING,
    REOPENING,
    REOPENING_ANSWER,
    REVIEW,
    REVIEW_DAY,
    WORDING,
)
from proposals.effects import titled
from proposals.models import Comment, CommentReply, Decision, FollowUp, Proposal, ReopeningRequest, SuggestedEdit
from proposals.process import ASKING, COMMENTED, State
from proposals.queries import decisions_for, proposals_for, writes
from proposals.queries.follow_up import Reminder, carried_out_by, reminder_of


def presented(member: Member, topics: set[str]) -> list[Waiting]:
    """New texts to read, while questions may be asked about them."""
    keys = numbers({Proposal.key_in(topic) for topic in topics})
    return [
        Waiting(
            _("Read a new proposal, and ask your questions: %(title)s") % {"title": titled(proposal)},
            proposal.get_absolute_url(),
            PRESENTED,
            minutes=3,
            about=proposal.topic,
        )
        for proposal in proposals_for(member)
        .select_related("replaces")
        .filter(pk__in=keys, state__in=[*ASKING, State.ADVISING])
    ]


def ended_edits(member: Member, topics: set[str]) -> list[Waiting]:
    """What became of the changes that this member suggested in place: answered, or carried over to a new version."""
    keys = numbers({Proposal.key_in(topic) for topic in topics})
    own = SuggestedEdit.objects.filter(member=member).exclude(status="withdrawn")
    own = own.exclude(status="open", version=F("first_version"))
    return [
        Waiting(
            _("Read what became of the change that you suggested: %(title)s") % {"title": proposal.title},
            proposal.get_absolute_url(),
            EDIT_ENDED,
            minutes=1,
            about=proposal.topic,
        )
        for proposal in proposals_for(member).filter(pk__in=keys, suggested_edits__in=own).distinct()
    ]


def carried_out(member: Member, topics: set[str]) -> list[Waiting]:
    """The decisions that this member carries out, and has not finished: said by how near the day is."""
    keys = numbers({Decision.key_in(topic) for topic in topics})
    return carried_in_words(carried_out_by(member).filter(decision__in=keys))


def carried_in_words(follow_ups: Iterable[FollowUp]) -> list[Waiting]:
    """The same words in a letter and on the home page."""
    return [
        Waiting(
            _carried_title(follow_up) % {"title": follow_up.decision.title, "circle": follow_up.decision.circle.name},
            follow_up.decision.get_absolute_url() + "#follow-up-title",
            CARRYING,
            follow_up.due_on,
            minutes=1,
            about=follow_up.decision.topic,
            note=_("It is done already, or you cannot after all? Say so there: somebody else may take it."),
        )
        for follow_up in follow_ups
    ]


def _carried_title(follow_up: FollowUp) -> str:
    match reminder_of(follow_up, timezone.localdate(now())):
        case Reminder.BEFORE:
            return _("Tomorrow, for %(circle)s, a decision to carry out: %(title)s")
        case Reminder.LATE:
            return _("Its day is over, for %(circle)s, a decision to carry out: %(title)s")
    return _("You carry out a decision of %(circle)s: %(title)s")


def answered_reopenings(member: Member, topics: set[str]) -> list[Waiting]:
    """What was answered to this member’s requests to decide anew, about decisions that they may read."""
    keys = numbers({Decision.key_in(topic) for topic in topics})
    about = decisions_for(member).filter(pk__in=keys).values("pk")
    answered = ReopeningRequest.objects.filter(asked_by=member, decision__in=about, answered_at__isnull=False)
    return [
        Waiting(
            _("Read what was answered to your request to decide anew: %(title)s") % {"title": request.decision.title},
            request.decision.get_absolute_url(),
            REOPENING_ANSWER,
            minutes=1,
            about=request.decision.topic,
        )
        for request in answered.select_related("decision").order_by("-answered_at")
    ]


def comments_on_texts(member: Member, topics: set[str]) -> list[Waiting]:
    """What others say of the texts that this member writes, as long as some of it is not settled."""
    waits = Comment.objects.filter(settled_at=None).exclude(member=member)
    title, own = _("Read what is said of the words of your text: %(title)s"), writes(member) & Q(comments__in=waits)
    return _on_comments(member, topics, own, COMMENT, title)


def replies_to_comments(member: Member, topics: set[str]) -> list[Waiting]:
    """What others answered to this member's comments, or beside their answers, as long as it is not settled."""
    mine = Q(member=member) | Q(pk__in=CommentReply.objects.filter(member=member).values("comment"))
    answered = CommentReply.objects.exclude(member=member).values("comment")
    comments = Comment.objects.filter(mine, pk__in=answered, settled_at=None)
    title = _("Read what was answered to your comment: %(title)s")
    return _on_comments(member, topics, Q(comments__in=comments), COMMENT_REPLY, title)


def _on_comments(member: Member, topics: set[str], wanted: Q, kind: str, title: str) -> list[Waiting]:
    keys = numbers({Proposal.key_in(topic) for topic in topics})
    proposals = proposals_for(member).filter(wanted, pk__in=keys, state__in=COMMENTED).distinct()
    return [
        Waiting(
            title % {"title": proposal.title},
            reverse("proposals:passages", args=[proposal.pk]),
            kind,
            minutes=2,
            about=proposal.topic,
        )
        for proposal in proposals
    ]


KINDS = {
    PRESENTED: NotificationKind(gettext_lazy("New proposals"), still=presented, is_news=True),
    QUESTION: NotificationKind(gettext_lazy("Questions about my texts"), TEXTS, is_personal=True),
    READING: NotificationKind(gettext_lazy("Texts to read, for information")),
    REACTION: NotificationKind(gettext_lazy("Reactions to a text")),
    AMENDMENT: NotificationKind(gettext_lazy("My texts, to keep or improve"), TEXTS, is_personal=True),
    POSITION: NotificationKind(gettext_lazy("Positions to take")),
    OBJECTION: NotificationKind(gettext_lazy("My objections, and those to my texts"), TEXTS, is_personal=True),
    WORDING: NotificationKind(gettext_lazy("Words that somebody asks me to find with them"), DUTIES, is_personal=True),
    EDIT: NotificationKind(gettext_lazy("Changes suggested in my texts"), TEXTS),
    EDIT_ENDED: NotificationKind(
        gettext_lazy("What became of the changes that I suggested"), TEXTS, still=ended_edits, is_news=True
    ),
    COMMENT: NotificationKind(
        gettext_lazy("Comments on the words of my texts"), TEXTS, still=comments_on_texts, is_news=True
    ),
    COMMENT_REPLY: NotificationKind(
        gettext_lazy("Answers to my comments"), TEXTS, still=replies_to_comments, is_news=True
    ),
    ADVICE: NotificationKind(gettext_lazy("Advice that I am asked for"), DUTIES, is_personal=True),
    ADVICE_ANSWER: NotificationKind(
        gettext_lazy("Advice to answer, and decisions that I take"), DUTIES, is_personal=True
    ),
    DECIDER: NotificationKind(
        gettext_lazy("Who decides, where I am asked to or my text has nobody"), DUTIES, is_personal=True
    ),
    FACILITATING: NotificationKind(gettext_lazy("Proposals that I am asked to facilitate"), DUTIES, is_personal=True),
    OVERTAKEN: NotificationKind(gettext_lazy("My texts, of which the decision has changed"), TEXTS, is_personal=True),
    HANDED: NotificationKind(gettext_lazy("Proposals handed to my circles")),
    REVIEW: NotificationKind(gettext_lazy("Decisions to look at again"), DECISIONS),
    REVIEW_DAY: NotificationKind(gettext_lazy("Days that I choose, to look at decisions again"), DECISIONS),
    EARLIER: NotificationKind(gettext_lazy("Decisions older than the platform, to confirm"), DECISIONS),
    REOPENING: NotificationKind(gettext_lazy("Requests to decide anew"), DECISIONS, is_personal=True),
    REOPENING_ANSWER: NotificationKind(
        gettext_lazy("Answers to my requests to decide anew"), DECISIONS, still=answered_reopenings, is_news=True
    ),
    CARRYING: NotificationKind(
        gettext_lazy("Decisions that I carry out"), DUTIES, is_personal=True, still=carried_out, is_news=True
    ),
    AGREEMENT: NotificationKind(gettext_lazy("Objections that the circle is asked to carry")),
}
