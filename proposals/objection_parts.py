"""What a letter’s link asks about the objections that a new version may answer."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from members.answers import AnswerPart
from proposals.models import Objection, Proposal
from proposals.queries.objection_answers import objections_to_answer

YES = "yes"


def parts_about_objections(proposal: Proposal) -> list[AnswerPart]:
    """Which of them the new version answers; nothing where none stands."""
    question = _("Does the new version answer the objection of %(name)s?")
    choices = [(YES, _("Yes: each word that changes will show it")), ("no", _("No"))]
    return [
        AnswerPart(_name_of(objection), question % {"name": objection.position.member.name}, choices)
        for objection in objections_to_answer(proposal)
    ]


def answered_objections(proposal: Proposal, parts: Mapping[str, str]) -> list[int]:
    """Those (their keys) of which it was said that the version answers them."""
    return [one.pk for one in objections_to_answer(proposal) if parts.get(_name_of(one)) == YES]


def _name_of(objection: Objection) -> str:
    return f"answers-{objection.pk}"
