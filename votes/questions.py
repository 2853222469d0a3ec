"""A question before it is put to anybody, and what it must be: one that could not be counted does not open."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.models import Member
from votes.counting import effort
from votes.counting.majority import Base, MajorityRules, TieRule
from votes.methods.rules import LONGEST, MOST_OPTIONS, OptionRules
from votes.methods.shared.names import is_broken, looks
from votes.methods.tallying import Rules

FARTHEST = timedelta(days=3660)  # ten years: a slip of the hand, not a vote


@dataclass(frozen=True)
class QuestionSpec:
    """What is put to people, how it is answered and counted, and until when.

    `options` are names, for any method but the majority, which has at most one: the only candidate of an election.
    `casting_voter` decides a tie where the rules let one person do so. `live`: its result shows while people vote. A
    `poll` is live, and decides nothing. `closes_at` is empty where somebody closes it by hand.
    """

    question: str
    rules: Rules
    options: Sequence[str] = ()
    casting_voter: Member | None = None
    secret: bool = False
    live: bool = False
    poll: bool = False
    closes_at: datetime | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "question", self.question.strip())
        object.__setattr__(self, "options", tuple(option.strip() for option in self.options))
        object.__setattr__(self, "live", self.live or self.poll)


def check(spec: QuestionSpec, *, online: bool, roll: Collection[int], instant: datetime) -> None:
    """Whether it can be put to this roll (ids of members) at that instant, and counted.

    Raises ValidationError: `question`, `secret`, `secret_live`, what the method's own rules refuse, `too_early`,
    `too_late`, `casting_voter`, `too_many` and `too_many_live`.
    """
    if not spec.question:
        raise ValidationError(_("Write the question that people will answer."), code="question")
    if spec.secret and spec.live:
        raise ValidationError(
            _("A secret ballot shows nothing before it closes: choose secret, or live."), code="secret_live"
        )
    if isinstance(spec.rules, OptionRules):
        _check_options(spec, spec.rules)
        check_countable(spec.rules, spec.options, len(roll), live=spec.live)
    else:
        _check_majority(spec, spec.rules, online=online)
    check_time(spec.closes_at, instant)
    if spec.casting_voter is not None and spec.casting_voter.pk not in roll:
        raise ValidationError(_("Name somebody of the roll whose vote decides a tie."), code="casting_voter")


def check_time(at: datetime | None, instant: datetime) -> None:
    """Raises ValidationError (`too_early`, `too_late`) for a time that is over, or ten years away."""
    if at is not None and at <= instant:
        raise ValidationError(_("Choose a closing time that is still to come."), code="too_early")
    if at is not None and at - instant > FARTHEST:
        raise ValidationError(_("That is more than ten years away: choose a nearer time."), code="too_late")


def check_countable(rules: OptionRules, options: Sequence[str], people: int, *, live: bool = False) -> None:
    """Raise ValidationError where so many may answer that their ballots could take too long to count.

    `too_many` for the count at the close, whatever the ballots say (`votes.counting.effort`); `too_many_live` where
    the result would be counted again at every vote.
    """
    most = effort.most(rules.method, len(options), rules.seats, people)
    if most > effort.MOST:
        raise ValidationError(
            _(
                "With so many options, places and people, this method could take too long to count. Offer fewer "
                "options or places, or choose a method that only adds up, such as approval or scores."
            ),
            code="too_many",
        )
    if live and most > effort.SMALL:
        raise ValidationError(
            _(
                "With so many options and people, the result cannot be counted again at every vote. "
                "Show it at the end, or offer fewer options."
            ),
            code="too_many_live",
        )


def _check_majority(spec: QuestionSpec, rules: MajorityRules, *, online: bool) -> None:
    if len(spec.options) > 1:
        raise ValidationError(_("A majority answers for or against: it has no options."), code="options")
    if rules.secret != spec.secret:
        raise ValidationError(_("The majority's rules and the ballot differ on whether it is secret."), code="secret")
    if online and rules.base == Base.PRESENT:
        raise ValidationError(
            _("Online nobody is present: choose another base for the majority."), code="present_online"
        )
    if rules.tie != TieRule.CASTING:
        if spec.casting_voter is not None:
            raise ValidationError(_("This ballot's rules give nobody a casting vote."), code="casting")
        return
    if spec.secret:
        raise ValidationError(_("A secret ballot has no casting vote: a tie is rejected."), code="casting")
    if not rules.allows_casting:
        raise ValidationError(
            _(
                "A casting vote goes with a relative majority, or an absolute one of the votes expressed. "
                "Choose “rejected” for a tie, or another majority."
            ),
            code="casting",
        )
    if spec.casting_voter is None:
        raise ValidationError(_("Name somebody of the roll whose vote decides a tie."), code="casting_voter")


def _check_options(spec: QuestionSpec, rules: OptionRules) -> None:
    if spec.casting_voter is not None:
        raise ValidationError(_("This ballot's rules give nobody a casting vote."), code="casting")
    _check_names(spec.options)
    if not 1 <= rules.seats <= len(spec.options):
        raise ValidationError(_("There are more places to fill than options."), code="seats")
    if rules.seats > 1 and not rules.descriptor.fills_seats:
        raise ValidationError(_("This method chooses one option: for several, choose another."), code="seats")
    if rules.most is not None and rules.most < 1:
        raise ValidationError(_("Let people choose one option at least."), code="most")
    rules.descriptor.check(rules, spec.options)


def _check_names(options: Sequence[str]) -> None:
    if not 2 <= len(options) <= MOST_OPTIONS:
        raise ValidationError(_("Offer from 2 to %(most)d options.") % {"most": MOST_OPTIONS}, code="options")
    for option in options:
        if not isinstance(option, str) or not looks(option) or option != option.strip() or is_broken(option):
            raise ValidationError(_("Give each option a name, on one line."), code="options")
        if len(option) > LONGEST:
            raise ValidationError(
                ngettext(
                    "An option's name has at most %(most)d character: details go into the text.",
                    "An option's name has at most %(most)d characters: details go into the text.",
                    LONGEST,
                )
                % {"most": LONGEST},
                code="options",
            )
    if len({looks(option) for option in options}) != len(options):
        raise ValidationError(_("Two options have the same name."), code="options")
