"""How a circle meets, in plain words: who convenes it, the delay, the quorums, proxies."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commissions.models import Circle
from votes.counting.quorum import NumberOfPeople, QuorumRule
from web.numbers import share


def quorum_amount(rule: QuorumRule) -> str:
    """« la moitié », « 12 personnes »."""
    if isinstance(rule, NumberOfPeople):
        return ngettext("%(count)d person", "%(count)d people", rule.number) % {"count": rule.number}
    return share(rule.part)


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


def convocation(circle: Circle) -> str:
    delay = _delay(circle)
    if circle.convocation_article:
        delay = f"{delay.removesuffix('.')} ({circle.convocation_article})."
    sentences = [delay]
    if circle.urgent_days is not None and circle.urgent_days < circle.convocation_days:
        urgent = ngettext(
            "When it is urgent: %(count)s clear day.", "When it is urgent: %(count)s clear days.", circle.urgent_days
        )
        sentences.append(urgent % {"count": circle.urgent_days})
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


def meeting_quorum(circle: Circle) -> str:
    if not circle.meeting_quorum:
        return _("Its meetings need no quorum.")
    values = {"share": share(circle.meeting_quorum.part)}
    if circle.meeting_quorum.strict:
        text = _("A meeting decides when more than %(share)s of its members are there.") % values
    else:
        text = _("A meeting decides when at least %(share)s of its members are there.") % values
    counted = _("Those represented count.") if circle.proxies_count else _("Those represented do not count.")
    return f"{text} {counted}"


def those_who_take_no_part(circle: Circle) -> list[str]:
    """Whether they count for the quorum of a vote, where its votes have one (PRODUCT §3.1)."""
    if not circle.meeting_quorum and not circle.second_quorum:
        return []
    if circle.no_part_counts:
        return [_("Those who take no part in a vote count towards its quorum.")]
    return [_("Those who take no part in a vote do not count towards its quorum.")]


def none_to_count(circle: Circle) -> str:
    """What is said of them where no vote has a quorum."""
    return _("Whether those who take no part in a vote count has no effect: its votes need no quorum.")


def second_convocation(circle: Circle) -> list[str]:
    """What follows a quorum that was missing, in an assembly."""
    if not circle.is_assembly:
        return []
    if not circle.second_article:
        return [_("Without its quorum it decides nothing: no article lets it be convened a second time.")]
    values = {"article": circle.second_article, "days": circle.second_days}
    if circle.second_quorum:
        return [
            ngettext(
                "Without its quorum it is convened again for the same agenda (%(article)s): at least %(days)s clear "
                "day ahead, with a quorum of %(share)s.",
                "Without its quorum it is convened again for the same agenda (%(article)s): at least %(days)s clear "
                "days ahead, with a quorum of %(share)s.",
                circle.second_days,
            )
            % {**values, "share": quorum_amount(circle.second_quorum)}
        ]
    return [
        ngettext(
            "Without its quorum it is convened again for the same agenda (%(article)s): at least %(days)s clear "
            "day ahead, and it then decides however many come.",
            "Without its quorum it is convened again for the same agenda (%(article)s): at least %(days)s clear "
            "days ahead, and it then decides however many come.",
            circle.second_days,
        )
        % values
    ]


def deciding_online(circle: Circle) -> list[str]:
    """What is asked outside a meeting, where that is not decided as a matter of course."""
    if circle.kind not in {Circle.Kind.ASSEMBLY, Circle.Kind.BOARD}:
        return []
    if circle.decides_online:
        return [
            _("What is asked online, by a vote or a consent, decides (%(article)s).")
            % {"article": circle.online_article}
        ]
    return [_("What is asked online, by a vote or a consent, gives an opinion, which the next meeting ratifies.")]


def taking_part_at_a_distance(circle: Circle) -> list[str]:
    """Who takes part by the link of a meeting, where that is not a matter of course."""
    if circle.kind not in {Circle.Kind.ASSEMBLY, Circle.Kind.BOARD}:
        return []
    if circle.remote_article:
        return [
            _("One may take part in its meetings at a distance (%(article)s).") % {"article": circle.remote_article}
        ]
    return [_("One takes part in its meetings by being there: no article lets anybody do so at a distance.")]


def proxies(circle: Circle) -> str:
    if circle.proxy_cap is None:
        return _("One person may hold any number of proxies.")
    if circle.proxy_cap == 0:
        return _("There are no proxies.")
    return ngettext(
        "One person holds %(count)d proxy at most.", "One person holds %(count)d proxies at most.", circle.proxy_cap
    ) % {"count": circle.proxy_cap}
