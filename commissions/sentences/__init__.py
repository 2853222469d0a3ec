"""A circle's rules in words: how it meets (`meetings`), decides (`decisions`), how long that takes (`stages`)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissions.models import Circle
from commissions.rule_subjects import ARTICLES, SUBJECTS
from commissions.sentences import decisions, meetings, stages
from web.dates import day

Said = Callable[[Circle], Iterable[str]]


@dataclass(frozen=True)
class ToldSubject:
    """What its rules of one subject say: a few sentences, none where nothing out of the usual is to be said.

    `otherwise` is what is said then where each rule is told; "" where such a circle has no such rule.
    """

    label: Promise
    say: Said
    otherwise: Callable[[Circle], str]


def rules_in_words(circle: Circle) -> list[str]:
    """One sentence for each rule, in the order in which one meets them."""
    return [sentence for subject in TOLD.values() for sentence in subject.say(circle)]


@dataclass(frozen=True)
class CitedSentence:
    """What a rule says, with the article on which it stands; "" for none, and where the sentence names it already."""

    subject: str
    text: str
    article: str = ""


def rules_with_articles(circle: Circle) -> list[CitedSentence]:
    """The sentences of `rules_in_words`; the last one of a subject has its article."""
    cited: list[CitedSentence] = []
    for key, subject in TOLD.items():
        *others, last = [*subject.say(circle)] or [""]
        cited += [CitedSentence(key, sentence) for sentence in others]
        if last:
            cited.append(CitedSentence(key, last, "" if key in ARTICLES else circle.article_on(key)))
    return cited


def rules_without_exception(circle: Circle) -> dict[str, list[str]]:
    """What its rules say of each subject of `rule_subjects.SUBJECTS`, without those that such a circle has not."""
    by_subject = {key: list(TOLD[key].say(circle)) or [TOLD[key].otherwise(circle)] for key in SUBJECTS}
    return {key: sentences for key, sentences in by_subject.items() if any(sentences)}


def _last_day(circle: Circle) -> list[str]:
    if circle.ends_on is None or circle.has_ended:
        return []
    return [_("This group is there until %(day)s.") % {"day": day(circle.ends_on, year=True, weekday=False)}]


def _without_last_day(circle: Circle) -> str:
    if not circle.may_end or circle.has_ended:
        return ""
    return _("No last day is planned for this group.")


def _in_no_list(circle: Circle) -> list[str]:
    """Its domain is read under its mission, and not again among its other rules."""
    return []


def _domain(circle: Circle) -> str:
    return circle.domain or _("Nothing is written of what it decides by itself.")


def _openness(circle: Circle) -> str:
    if circle.is_open or circle.is_assembly:
        return _("Every member may read what happens here, and comment.")
    return _("Only its own members read what happens here.")


def _roll(circle: Circle) -> list[str]:
    if circle.asks_membership and not circle.is_assembly:
        return [_("Those of its members whose membership is paid vote.")]
    return []


def _whole_roll(circle: Circle) -> str:
    return "" if circle.is_assembly else _("All its members vote, whether their membership is paid or not.")


def _joining(circle: Circle) -> str:
    if circle.is_assembly:
        return _("Every member whose membership is paid is part of it.")
    if circle.kind == Circle.Kind.BOARD:
        return _("One enters it by election.")
    if circle.is_welcoming:
        return _("Any member may join.")
    return _("To join, one asks those who coordinate it.")


def _links(circle: Circle) -> list[str]:
    if circle.kind != Circle.Kind.BOARD:
        return []
    if circle.links_vote:
        return [_("Those who represent another circle on it vote there.")]
    return [_("Those who represent another circle on it have a voice, and no vote.")]


def _always(*sayings: Callable[[Circle], str]) -> Said:
    """Of sentences that are said whatever the rules are."""
    return lambda circle: [say(circle) for say in sayings]


def _both(*sayings: Said) -> Said:
    return lambda circle: [sentence for say in sayings for sentence in say(circle)]


def _nothing(circle: Circle) -> str:
    return ""


TOLD = {
    "domain": ToldSubject(gettext_lazy("Its domain"), _in_no_list, _domain),
    "openness": ToldSubject(gettext_lazy("Who reads what happens there"), _always(_openness), _nothing),
    "joining": ToldSubject(gettext_lazy("How one enters it"), _always(_joining), _nothing),
    "last_day": ToldSubject(gettext_lazy("Its last day"), _last_day, _without_last_day),
    "convening": ToldSubject(gettext_lazy("Who convenes it"), _always(meetings.conveners_in_words), _nothing),
    "convocation": ToldSubject(gettext_lazy("Its convocations"), _always(meetings.convocation), _nothing),
    "roll": ToldSubject(gettext_lazy("Who votes"), _roll, _whole_roll),
    "links": ToldSubject(gettext_lazy("Who represents another circle on it"), _links, _nothing),
    "quorum": ToldSubject(gettext_lazy("The quorum of its meetings"), _always(meetings.meeting_quorum), _nothing),
    "no_part": ToldSubject(
        gettext_lazy("Those who take no part in a vote"), meetings.those_who_take_no_part, meetings.none_to_count
    ),
    "second": ToldSubject(gettext_lazy("A second convocation"), meetings.second_convocation, _nothing),
    "online": ToldSubject(gettext_lazy("What is decided online"), meetings.deciding_online, _nothing),
    "distance": ToldSubject(gettext_lazy("Taking part at a distance"), meetings.taking_part_at_a_distance, _nothing),
    "proxies": ToldSubject(gettext_lazy("Proxies"), _always(meetings.proxies), _nothing),
    "majority": ToldSubject(gettext_lazy("How a vote is won"), _always(decisions.majority), _nothing),
    "tie": ToldSubject(gettext_lazy("A tie"), _always(decisions.tie), _nothing),
    "stages": ToldSubject(
        gettext_lazy("How long each stage lasts"),
        _always(
            stages.online_lengths,
            stages.meeting_lengths,
            stages.election_lengths,
            stages.election_meeting_lengths,
            stages.review_length,
        ),
        _nothing,
    ),
    "consent": ToldSubject(
        gettext_lazy("Answers that a consent needs"),
        _both(_always(decisions.consent), decisions.quorum_beyond_roll),
        _nothing,
    ),
    "presumed": ToldSubject(
        gettext_lazy("Silence in a consent"), decisions.presumed_consent, decisions.silence_is_no_consent
    ),
    "comments": ToldSubject(
        gettext_lazy("When one reads what the others say"), decisions.hidden_comments, decisions.shown_comments
    ),
    "lifting": ToldSubject(gettext_lazy("Who lifts an objection"), _always(decisions.lifting_of_objections), _nothing),
    "ratification": ToldSubject(
        gettext_lazy("An election without candidate"),
        decisions.ratification_of_elections,
        decisions.elections_stand_alone,
    ),
    "advice": ToldSubject(
        gettext_lazy("Deciding alone after advice"), decisions.decision_after_advice, decisions.nobody_decides_alone
    ),
    "fallback": ToldSubject(gettext_lazy("A vote after objections"), _always(decisions.fallback_to_a_vote), _nothing),
}
