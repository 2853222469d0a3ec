"""What is answered by a letter’s link by whoever objected: what would make it possible, or that it stands no more."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.numbers import number
from members.answers import AnswerKind, AnswerOption, OpenQuestion, still_asked, with_voices
from members.models import Member
from proposals.actions import concede_objection, lift_objection, suggest, suggest_nothing
from proposals.actions.notifications import OBJECTION
from proposals.effects import titled
from proposals.models import Objection, Proposal, Round
from proposals.objection_reasons import in_lines
from proposals.process import State
from proposals.queries import current_version, proposals_for
from proposals.queries.deadlines import stage_of

SUGGEST, NOTHING, LIFT, CONCERN = "suggest", "nothing", "lift", "concern"


def objection_asked(member: Member, about: str) -> OpenQuestion | None:
    """What this person's objection becomes, while it stands and is examined.

    Whoever has left a closed circle reads their own reasons alone, and may still lift it.
    """
    objection = _own(member, about)
    if objection is None:
        return None
    proposal = objection.position.round.proposal
    reads = proposals_for(member).filter(pk=proposal.pk).exists()
    text = current_version(proposal).text if reads else ""
    passing = [AnswerOption(NOTHING, _("I have nothing to suggest"), "quiet")] if objection.awaits_suggestion else []
    return OpenQuestion(
        key=f"objection:{objection.pk}",
        title=_("Your objection is being examined: %(title)s") % {"title": titled(proposal)},
        text=with_voices(text, [(member.name, "\n\n".join(in_lines(objection)))]),
        url=proposal.get_absolute_url() if reads else reverse("home"),
        options=[
            AnswerOption(SUGGEST, _("Suggest a way"), "lamp", text_label=_("What would make it possible?")),
            *passing,
            AnswerOption(LIFT, _("I lift my objection"), "leaf"),
            AnswerOption(CONCERN, _("I make it a concern"), "plum"),
        ],
        due=stage_of(proposal).ends_at,
        before=[
            _("It stands until you say otherwise: nobody removes it without you, or without all the others."),
            _("Lifted, or made a concern, it is not raised again on this text; if no other stands, that is adopted."),
        ],
    )


def answer_by_link(member: Member, about: str, value: str, text: str) -> object:
    """The same acts as on the page, with the same refusals."""
    objection = still_asked(_own(member, about))
    if value == SUGGEST:
        return suggest(objection, text=text, actor=member)
    act = {NOTHING: suggest_nothing, LIFT: lift_objection, CONCERN: concede_objection}[value]
    return act(objection, actor=member)


def _own(member: Member, about: str) -> Objection | None:
    """The one that this person raised in the last round, and that stands."""
    newer = Round.objects.filter(
        proposal=OuterRef("position__round__proposal"), number__gt=OuterRef("position__round__number")
    )
    standing = Objection.objects.filter(
        ~Exists(newer),
        position__member=member,
        position__round__proposal=number(Proposal.key_in(about)) or 0,
        position__round__proposal__state__in=[State.EXAMINATION, State.INTEGRATION],
        position__round__closed_at__isnull=False,
        end="",
    )
    return standing.select_related(
        "position__round__proposal__circle", "position__round__proposal__replaces", "position__member"
    ).first()


KINDS = {
    OBJECTION: AnswerKind(
        objection_asked,
        answer_by_link,
        afterwards=gettext_lazy(
            "While your objection stands, what you suggested may be said better: sign in. One that you lifted, or made "
            "a concern, is not raised again on this text."
        ),
    ),
}
