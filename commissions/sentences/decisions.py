"""How a circle decides, in plain words: by vote, by consent, by one person after advice."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commissions.lengths import USUAL_DAYS
from commissions.models import Circle
from commissions.queries import voters_of
from votes.counting.quorum import NumberOfPeople
from web.numbers import share


def majority(circle: Circle) -> str:
    if circle.majority_threshold == Circle.Threshold.RELATIVE:
        return _("A vote is won with more for than against.")
    bases = {
        Circle.Base.EXPRESSED: _("the votes for and against"),
        Circle.Base.CAST: _("the ballots cast, abstentions included"),
        Circle.Base.PRESENT: _("those present or represented"),
        Circle.Base.ROLL: _("all its members"),
    }
    base = bases[Circle.Base(circle.majority_base)]
    if circle.majority_threshold == Circle.Threshold.ABSOLUTE:
        return _("A vote is won with more than half of %(base)s.") % {"base": base}
    return _("A vote is won with at least %(share)s of %(base)s.") % {
        "share": share(circle.majority_threshold),
        "base": base,
    }


def tie(circle: Circle) -> str:
    if circle.majority_tie == Circle.Tie.CASTING:
        return _("In a tie, a person named before the vote decides.")
    return _("A tie is a rejection.")


def consent(circle: Circle) -> str:
    if not circle.consent_quorum:
        return _("A consent asks everyone, and waits for no minimum of answers.")
    return _("A consent holds when at least %(share)s of those asked have answered, and nobody objects any more.") % {
        "share": share(circle.consent_quorum.part)
    }


def quorum_beyond_roll(circle: Circle) -> list[str]:
    """What a quorum of people means, and what to do, while fewer than that vote here."""
    rules = (circle.meeting_quorum, circle.second_quorum, circle.consent_quorum)
    largest = max((rule.number for rule in rules if isinstance(rule, NumberOfPeople)), default=0)
    roll = voters_of(circle).count() if largest else 0
    if not 0 < roll < largest:
        return []
    return [
        ngettext(
            "%(count)d person votes here today, and a larger quorum asks for them: adopt a smaller number, or a share.",
            "%(count)d people vote here today, and a larger quorum asks for all of them: adopt a smaller number, or a "
            "share.",
            roll,
        )
        % {"count": roll}
    ]


def presumed_consent(circle: Circle) -> list[str]:
    if not circle.presumes_consent:
        return []
    return [
        _(
            "Online, whoever is silent at the end of a round is presumed to consent, if a letter reminded them a day "
            "before at least: it is shown apart, and counts for no minimum. Whoever wants no such letters, or has an "
            "address that takes none, is simply silent."
        ),
        *filter(None, [nobody_is_reminded()]),
    ]


def silence_is_no_consent(circle: Circle) -> str:
    return _("Whoever is silent does not consent.")


def nobody_is_reminded() -> str:
    """Why no silence is presumed to consent, where no letter leaves; empty where letters do."""
    if settings.MAIL_LEAVES:
        return ""
    return _("No mail server is set up here, so that no letter reminds anybody: whoever is silent is simply silent.")


def hidden_comments(circle: Circle) -> list[str]:
    """Whether one answers before one reads what others say."""
    if not circle.hides_comments:
        return []
    return [
        _(
            "Online, whoever is asked to react, or to take a position, reads what the others say once they have "
            "answered."
        )
    ]


def shown_comments(circle: Circle) -> str:
    return _("Comments and reactions are read as soon as they are written.")


def lifting_of_objections(circle: Circle) -> str:
    if circle.allows_circle_to_lift:
        return _("All the others together, each by name, may turn an objection into a concern.")
    return _("Only the person who raised an objection may lift it.")


def ratification_of_elections(circle: Circle) -> list[str]:
    if not circle.ratifies_elections:
        return []
    return [_("An election without candidate is ratified by a secret ballot.")]


def elections_stand_alone(circle: Circle) -> str:
    return _("An election without candidate needs no ballot after it.")


def decision_after_advice(circle: Circle) -> list[str]:
    """Who may decide alone, and how long that takes."""
    if not circle.lets_one_decide:
        return []
    days = USUAL_DAYS | circle.stage_days
    text = ngettext(
        "One of its members may decide alone, after asking those concerned for advice by name: %(advising)d day to "
        "give it, then %(deciding)d to answer it and decide. Never about rules, places in a circle, nor to end what "
        "a consent or a vote decided.",
        "One of its members may decide alone, after asking those concerned for advice by name: %(advising)d days to "
        "give it, then %(deciding)d to answer it and decide. Never about rules, places in a circle, nor to end what "
        "a consent or a vote decided.",
        days["advising"],
    )
    return [text % days]


def nobody_decides_alone(circle: Circle) -> str:
    if circle.allows_advice:  # by its rules, which have no effect where nothing is decided outside a meeting
        return _("One of its members may decide alone after asking for advice, once it decides what is asked online.")
    return _("Nobody decides alone after asking for advice.")


def fallback_to_a_vote(circle: Circle) -> str:
    if circle.fallback_rounds is None:
        if circle.fallback_at_deadline:
            return _(
                "Once the time to improve a text is over without a new version, a vote is possible; its result says so."
            )
        return _("An objection is never put to a vote.")
    text = ngettext(
        "After %(count)d round of objections, a vote is possible; its result says so.",
        "After %(count)d rounds of objections, a vote is possible; its result says so.",
        circle.fallback_rounds,
    ) % {"count": circle.fallback_rounds}
    if circle.fallback_at_deadline:
        text += " " + _("It is too, once the time to improve the text is over without a new version.")
    return text
