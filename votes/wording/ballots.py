"""The words of a ballot: its answers, its rules, what was recorded, what was refused."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from votes.counting.majority import Base, Choice, MajorityRules, Threshold, TieRule
from votes.methods import tallying
from votes.methods.rules import OptionRules
from votes.models import Ballot, RollEntry, Vote
from votes.queries.ballots import Turnout
from votes.wording import answers
from web import dates
from web.components import Badge
from web.numbers import share

Words = str | Promise

ANSWERS = answers.ANSWERS
VOTES: dict[Choice, Words] = {
    Choice.FOR: gettext_lazy("I vote for"),
    Choice.AGAINST: gettext_lazy("I vote against"),
    Choice.ABSTAIN: gettext_lazy("I abstain"),
    Choice.BLANK: gettext_lazy("I vote blank"),
}


def rules(ballot: Ballot) -> list[str]:
    """How the ballot is decided, a sentence a rule."""
    decided = tallying.read_rules(ballot)
    if isinstance(decided, OptionRules):
        sentences = [*decided.descriptor.how(decided), *quorum(ballot, decided.no_part_counts)]
    else:
        sentences = [threshold(decided), *quorum(ballot, decided.no_part_counts), *tie(ballot, decided)]
    if ballot.is_poll:
        sentences.append(_("A poll: it tells what people think, and decides nothing."))
    return [*sentences, _seen(ballot)]


def _seen(ballot: Ballot) -> str:
    """What others see of a vote, and when."""
    if ballot.is_secret:
        return _(
            "Secret ballot: once it has closed, everyone sees who voted and what was answered, never by whom. "
            "If fewer than five people vote, only the outcome is shown."
        )
    if ballot.is_live:
        sentence = _("Open ballot: everyone sees who voted what at the end. The result shows while people vote.")
        if ballot.is_poll:
            return sentence
        kept = _("Nobody closes it before the announced end, unless everybody has voted.")
        return f"{sentence} {kept}"
    return _("Open ballot: everyone sees who voted what, and the result, once it has closed. Not before.")


def threshold(rules: MajorityRules) -> str:
    if rules.threshold == Threshold.RELATIVE:
        return _("Adopted if there are more votes for than against.")
    base = {
        Base.EXPRESSED: _("of the votes expressed (for and against)"),
        Base.CAST: _("of the voters, abstentions and blanks included"),
        Base.PRESENT: _("of those present or represented, voting or not"),
        Base.ROLL: _("of the whole roll"),
    }[rules.base]
    if rules.threshold == Threshold.ABSOLUTE:
        return _("Adopted if more than half %(of_base)s are for.") % {"of_base": base}
    return _("Adopted if at least %(part)s %(of_base)s are for.") % {"part": share(rules.threshold), "of_base": base}


def quorum(ballot: Ballot, no_part_counts: bool) -> list[str]:
    rule = ballot.quorum
    if rule is None:
        return [_("No quorum is needed.")]
    values = {"part": share(rule.part)}
    if rule.strict:
        text = _("Quorum: more than %(part)s of the roll,") % values
    else:
        text = _("Quorum: at least %(part)s of the roll,") % values
    if ballot.gathering.is_online:
        who = _("counted on those who answer.")
    elif ballot.proxies_count:
        who = _("counted on those present or represented.")
    else:
        who = _("counted on those present, without the proxies.")
    text = f"{text} {who}"
    return [text] if no_part_counts else [text, _("Those who take no part do not count for it.")]


def tie(ballot: Ballot, majority: MajorityRules) -> list[str]:
    if majority.tie == TieRule.CASTING and ballot.casting_voter:
        return [
            _("If for and against are equal, %(name)s’s vote decides, if cast in person for or against.")
            % {"name": ballot.casting_voter.name}
        ]
    return [_("If for and against are equal, it is rejected.")] if majority.allows_casting else []


def answered(ballot: Ballot, choice: Any) -> str:
    """A whole answer of this ballot in one line."""
    rules = tallying.read_rules(ballot)
    return answers.answer(rules if isinstance(rules, OptionRules) else None, choice)


def answers_told(lines: tallying.Lines, ballot: Ballot) -> list[tuple[str, int]]:
    """Each answer that was given, in words, and how many gave it, the commonest first."""
    return [(answered(ballot, choice), number) for number, choice in sorted(lines, key=lambda line: -line[0])]


def recorded(vote: Vote, ballot: Ballot) -> str:
    """What counts for now."""
    return pgettext("a recorded vote", "Recorded: %(answer)s") % {"answer": answered(ballot, vote.choice)}


def confirmation(vote: Vote, ballot: Ballot) -> str:
    """What a person is told once a vote is recorded."""
    answer = answered(ballot, vote.choice)
    if vote.cast_by_id != vote.entry.member_id:
        return _("Recorded for %(name)s: %(answer)s. You can change it until the ballot closes.") % {
            "name": vote.entry.member.name,
            "answer": answer,
        }
    return _("Recorded: %(answer)s. You can change it until the ballot closes.") % {"answer": answer}


def closing(ballot: Ballot) -> str:
    """What whoever closes a ballot by hand is told."""
    if ballot.is_counting:
        return _("The vote is closed. Its result is being counted, and will be here in a moment.")
    if ballot.closed_at is None and ballot.closes_at is not None:
        return _("Everyone sees it now: the vote closes by itself at %(end)s.") % {
            "end": to_the_second(ballot.closes_at)
        }
    return _("The vote is closed, and counted.")


def signed(ballot: Ballot) -> str:
    """Somebody whose ballot has no name."""
    return _("Has voted") if ballot.is_secret else _("Has voted on paper")


def no_answer(entry: RollEntry, ballot: Ballot) -> str:
    """Why somebody of the roll has no vote."""
    if ballot.gathering.is_online or entry.is_present_or_represented:
        return _("Did not vote")
    return pgettext("somebody of the roll", "Absent")


def outcome(value: str) -> list[Badge]:
    """The badge of an outcome; none before there is one."""
    badges = {
        "adopted": Badge(pgettext("the outcome of a ballot", "Adopted"), "leaf", "circle-check"),
        "rejected": Badge(pgettext("the outcome of a ballot", "Rejected"), "clay", "circle-x"),
        "elected": Badge(pgettext("the outcome of a ballot", "Chosen"), "leaf", "circle-check"),
        "tie": Badge(pgettext("the outcome of a ballot", "A tie"), "plum", "equal"),
        "no_quorum": Badge(_("No quorum"), "plum", "users"),
        "void": Badge(pgettext("the outcome of a ballot", "Void"), "clay", "circle-x"),
    }
    return [badges[value]] if value in badges else []


def kinds(ballot: Ballot) -> list[Badge]:
    """What sets a ballot apart from a named one that decides."""
    badges = []
    if ballot.is_secret:
        badges.append(Badge(pgettext("a ballot", "Secret"), icon="lock"))
    if ballot.is_poll:
        badges.append(Badge(pgettext("a ballot", "Poll"), "sky", "messages-square"))
    return badges


def votes_of(turnout: Turnout) -> str:
    """How many have voted, of how many who may."""
    return ngettext("%(answered)s vote of %(entitled)s", "%(answered)s votes of %(entitled)s", turnout.answered) % {
        "answered": turnout.answered,
        "entitled": turnout.entitled,
    }


def too_late(closed: datetime, arrived: datetime) -> str:
    """A vote that came after the close, with both times."""
    return _(
        "The ballot closed at %(closed)s. Your vote, which arrived at %(arrived)s, is not counted. "
        "You can write to whoever keeps the minutes."
    ) % {"closed": to_the_second(closed), "arrived": to_the_second(arrived, after=closed)}


def to_the_second(instant: datetime, after: datetime | None = None) -> str:
    """« 20 h 00 min 04 s », with its day when that is not `after`'s (or today's)."""
    local = timezone.localtime(instant)
    other = timezone.localtime(after) if after else timezone.localtime()
    if local.second:
        pattern = pgettext("time to the second, as a date format", "H:i:s")
    else:
        pattern = pgettext("time to the minute, as a date format", "H:i")
    shown = date_format(local, pattern)
    if local.date() == other.date():
        return shown
    return _("%(time)s on %(day)s") % {"time": shown, "day": dates.day(local)}
