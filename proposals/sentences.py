"""The result of a consent, in words that anybody can check against the numbers."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from proposals.models import Objection, Position, Round
from votes.counting.consent import Kind, Result


def adopted_by_consent(round: Round, result: Result) -> str:
    """The sentence that the register keeps, in the collective's language.

    "9 réponses sur 12 personnes ; quorum 6 atteint ; consentements 7, réserves 1, en retrait 1 ; …"
    """
    with translation.override(settings.LANGUAGE_CODE):
        answered = result.quorum.counted
        people = answered + result.silent + result.presumed
        parts = [
            ngettext(
                "%(answered)d answer from %(people)d people",
                "%(answered)d answers from %(people)d people",
                answered,
            )
            % {"answered": answered, "people": people},
            _("quorum %(quorum)d reached") % {"quorum": round.quorum},
            _("consents %(consents)d, concerns %(concerns)d, standing aside %(aside)d")
            % {
                "consents": result.counts[Kind.CONSENT],
                "concerns": result.counts[Kind.CONCERN],
                "aside": result.counts[Kind.STAND_ASIDE],
            },
            *_ended_objections(round),
        ]
        return _("%(parts)s: adopted by consent.") % {"parts": _("; ").join(parts)}


def _ended_objections(round: Round) -> list[str]:
    ends = list(
        Objection.objects.filter(position__round=round, position__kind=Position.Kind.OBJECTION).values_list(
            "end", flat=True
        )
    )
    said = []
    for end, word in (
        (Objection.End.LIFTED, _("objections lifted %(number)d")),
        (Objection.End.TO_CONCERN, _("objections turned into a concern %(number)d")),
        (Objection.End.CIRCLE, _("objections turned into a concern by the circle %(number)d")),
    ):
        if number := ends.count(end):
            said.append(word % {"number": number})
    return said
