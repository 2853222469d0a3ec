"""A circle's rules in plain words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commissions.lengths import REVIEW, USUAL_DAYS, USUAL_ELECTION_DAYS, USUAL_MINUTES, USUAL_REVIEW_DAYS
from commissions.models import Circle
from commissions.queries import voters_of
from votes.counting.quorum import NumberOfPeople, QuorumRule
from web.numbers import share


def rules_in_words(circle: Circle) -> list[str]:
    """One sentence for each rule, in the order in which one meets them."""
    return [
        _openness(circle),
        _joining(circle),
        conveners_in_words(circle),
        _convocation(circle),
        *_roll(circle),
        _meeting_quorum(circle),
        *_second(circle),
        *_online(circle),
        *_remote(circle),
        _proxies(circle),
        _majority(circle),
        _tie(circle),
        _stages(circle),
        _stage_minutes(circle),
        _election_stages(circle),
        _review(circle),
        _consent(circle),
        *_beyond_roll(circle),
        *_silence(circle),
        *_comments(circle),
        _objections(circle),
        *_elections(circle),
        *_advice(circle),
        _fallback(circle),
    ]


def quorum_amount(rule: QuorumRule) -> str:
    """« la moitié », « 12 personnes »."""
    if isinstance(rule, NumberOfPeople):
        return ngettext("%(count)d person", "%(count)d people", rule.number) % {"count": rule.number}
    return share(rule.part)


def _openness(circle: Circle) -> str:
    if circle.is_open or circle.is_assembly:
        return _("Every member may read what happens here, and comment.")
    return _("Only its own members read what happens here.")


def _roll(circle: Circle) -> list[str]:
    if circle.asks_membership and not circle.is_assembly:
        return [_("Those of its members whose membership is paid vote.")]
    return []


def _joining(circle: Circle) -> str:
    if circle.is_assembly:
        return _("Every member whose membership is paid is part of it.")
    if circle.kind == Circle.Kind.BOARD:
        return _("One enters it by election.")
    if circle.is_welcoming:
        return _("Any member may join.")
    return _("To join, one asks those who coordinate it.")


def conveners_in_words(circle: Circle) -> str:
    """Who plans and convenes its meetings."""
    together = {"share": share(circle.convening_share)}
    if circle.convened_by == Circle.Convener.BOARD:
        return _("It is convened by those who sit on the board, or by %(share)s of its members together.") % together
    if circle.convened_by == Circle.Convener.TOGETHER:
        return _("It is convened by %(share)s of its members together.") % together
    if circle.convened_by == Circle.Convener.COORDINATORS:
        return _("Its meetings are planned and convened by those who coordinate it.")
    return _("Any of its members plans and convenes a meeting.")


def _convocation(circle: Circle) -> str:
    article = f" ({circle.convocation_article})" if circle.convocation_article else ""
    sentences = [_delay(circle) + article]
    if circle.urgent_days is not None and circle.urgent_days < circle.convocation_days:
        sentences.append(_("When it is urgent: %(count)s clear days.") % {"count": circle.urgent_days})
    if circle.is_assembly and circle.decides_added:
        sentences.append(_("What was not in the convocation may be decided too."))
    elif circle.is_assembly:
        sentences.append(_("It decides what was convened in time, and nothing else."))
    elif circle.decides_late:
        sentences.append(_("Convened later, or not at all, it decides all the same."))
    else:
        sentences.append(
            _("Convened later, or not at all, it decides while more than half of its members are present.")
        )
    return " ".join(sentences)


def _delay(circle: Circle) -> str:
    if not circle.convocation_days:
        return _("Its meetings may be convened on the same day.")
    return ngettext(
        "Its meetings are convened at least %(count)d clear day ahead.",
        "Its meetings are convened at least %(count)d clear days ahead.",
        circle.convocation_days,
    ) % {"count": circle.convocation_days}


def _meeting_quorum(circle: Circle) -> str:
    if not circle.meeting_quorum:
        return _("Its meetings need no quorum.")
    values = {"share": share(circle.meeting_quorum.part)}
    if circle.meeting_quorum.strict:
        text = _("A meeting decides when more than %(share)s of its members are there.") % values
    else:
        text = _("A meeting decides when at least %(share)s of its members are there.") % values
    counted = _("Those represented count.") if circle.proxies_count else _("Those represented do not count.")
    return f"{text} {counted}"


def _second(circle: Circle) -> list[str]:
    """What follows a quorum that was missing, in an assembly."""
    if not circle.is_assembly:
        return []
    if not circle.second_article:
        return [_("Without its quorum it decides nothing: no article lets it be convened a second time.")]
    values = {"article": circle.second_article, "days": circle.second_days}
    if circle.second_quorum:
        return [
            _(
                "Without its quorum it is convened again for the same agenda (%(article)s): at least %(days)s clear "
                "days ahead, with a quorum of %(share)s."
            )
            % {**values, "share": quorum_amount(circle.second_quorum)}
        ]
    return [
        _(
            "Without its quorum it is convened again for the same agenda (%(article)s): at least %(days)s clear "
            "days ahead, and it then decides however many come."
        )
        % values
    ]


def _online(circle: Circle) -> list[str]:
    """What is asked outside a meeting, where that is not decided as a matter of course."""
    if circle.kind not in {Circle.Kind.ASSEMBLY, Circle.Kind.BOARD}:
        return []
    if circle.decides_online:
        return [
            _("What is asked online, by a vote or a consent, decides (%(article)s).")
            % {"article": circle.online_article}
        ]
    return [_("What is asked online, by a vote or a consent, gives an opinion, which the next meeting ratifies.")]


def _remote(circle: Circle) -> list[str]:
    """Who takes part by the link of a meeting, where that is not a matter of course."""
    if circle.kind not in {Circle.Kind.ASSEMBLY, Circle.Kind.BOARD}:
        return []
    if circle.remote_article:
        return [
            _("One may take part in its meetings at a distance (%(article)s).") % {"article": circle.remote_article}
        ]
    return [_("One takes part in its meetings by being there: no article lets anybody do so at a distance.")]


def _proxies(circle: Circle) -> str:
    if circle.proxy_cap is None:
        return _("One person may hold any number of proxies.")
    if circle.proxy_cap == 0:
        return _("There are no proxies.")
    return ngettext(
        "One person holds %(count)d proxy at most.", "One person holds %(count)d proxies at most.", circle.proxy_cap
    ) % {"count": circle.proxy_cap}


def _majority(circle: Circle) -> str:
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


def _tie(circle: Circle) -> str:
    if circle.majority_tie == Circle.Tie.CASTING:
        return _("In a tie, a person named before the vote decides.")
    return _("A tie is a rejection.")


def _consent(circle: Circle) -> str:
    if not circle.consent_quorum:
        return _("A consent asks everyone, and waits for no minimum of answers.")
    return _("A consent holds when at least %(share)s of those asked have answered, and nobody objects any more.") % {
        "share": share(circle.consent_quorum.part)
    }


def _beyond_roll(circle: Circle) -> list[str]:
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


def _silence(circle: Circle) -> list[str]:
    if not circle.presumes_consent:
        return []
    return [
        _(
            "Online, whoever is silent at the end of a round, after a letter and a reminder, is presumed to consent: "
            "it is shown apart, and counts for no minimum."
        )
    ]


def _comments(circle: Circle) -> list[str]:
    """Whether one answers before one reads what others say."""
    if not circle.hides_comments:
        return []
    return [
        _(
            "Online, whoever is asked to react, or to take a position, reads what the others say once they have "
            "answered."
        )
    ]


def _objections(circle: Circle) -> str:
    if circle.allows_circle_to_lift:
        return _("All the others together, each by name, may turn an objection into a concern.")
    return _("Only the person who raised an objection may lift it.")


def _elections(circle: Circle) -> list[str]:
    if not circle.ratifies_elections:
        return []
    return [_("An election without candidate is ratified by a secret ballot.")]


def _advice(circle: Circle) -> list[str]:
    """Who may decide alone, and how long that takes."""
    if not circle.lets_one_decide:
        return []
    text = _(
        "One of its members may decide alone, after asking those concerned for advice by name: %(advising)d days to "
        "give it, then %(deciding)d to answer it and decide. Never about rules, places in a circle, nor to end what "
        "a consent or a vote decided."
    )
    return [text % (USUAL_DAYS | circle.stage_days)]


def _fallback(circle: Circle) -> str:
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


def _stages(circle: Circle) -> str:
    """How long each stage of a consent lasts online."""
    days = USUAL_DAYS | circle.stage_days
    text = (
        _(
            "Online, the stages of a consent last, in days: presentation %(presented)d, questions %(clarification)d, "
            "reactions %(reactions)d, amending %(amending)d, objections %(objections)d, their examination "
            "%(examination)d, a new version %(integration)d. The vote of a majority lasts %(voting)d."
        )
        % days
    )
    parts = [text]
    if circle.skips_weekends:
        parts.append(_("Saturdays and Sundays do not count."))
    if circle.skips_closed_days:
        parts.append(_("Public holidays and the closed days of the collective do not count."))
    return " ".join(parts)


def _review(circle: Circle) -> str:
    """How long the circle has to look at a decision again."""
    days = (USUAL_REVIEW_DAYS | circle.stage_days)[REVIEW]
    text = ngettext(
        "When a decision is to be looked at again, the circle has %(count)d day online to keep, change or stop it.",
        "When a decision is to be looked at again, the circle has %(count)d days online to keep, change or stop it.",
        days,
    )
    return text % {"count": days}


def _election_stages(circle: Circle) -> str:
    """The same of an election without candidate."""
    return _(
        "Online, those of an election without candidate last, in days: the role %(election_role)d, nominations "
        "%(election_nominations)d, reading the reasons %(election_opening)d, changes %(election_change)d, a name "
        "proposed %(election_proposal)d, objections %(election_objections)d, the person’s answer "
        "%(election_acceptance)d."
    ) % (USUAL_ELECTION_DAYS | circle.stage_days)


def _stage_minutes(circle: Circle) -> str:
    """How long each stage of a consent takes in a meeting."""
    return _(
        "In a meeting they take, in minutes: presentation %(presented)d, questions %(clarification)d, reactions "
        "%(reactions)d, amending %(amending)d, objections %(objections)d, their examination %(examination)d, a new "
        "version %(integration)d."
    ) % (USUAL_MINUTES | circle.stage_minutes)
