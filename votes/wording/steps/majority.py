"""The steps of a majority, and those of every count: who answered, and the quorum."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from votes.counting.majority import Base, Choice, Outcome, Threshold
from votes.counting.result import Plain
from votes.wording.steps import Teller


def counted(values: Plain) -> str:
    text = _(
        "Count: %(for)d for, %(against)d against, %(abstain)d abstentions, %(blank)d blank, "
        "so %(cast)d voters; %(no_part)d take no part; %(roll)d on the roll."
    )
    if values["spoilt"]:
        text = _(
            "Count: %(for)d for, %(against)d against, %(abstain)d abstentions, %(blank)d blank, %(spoilt)d spoilt, "
            "so %(cast)d voters; %(no_part)d take no part; %(roll)d on the roll."
        )
    return text % values


def cast(values: Plain) -> str:
    """How many ballots there are, and how many of them the method counts."""
    valid = values["cast"] - values["blank"] - values["spoilt"]
    told = [_("Ballots cast: %(cast)d.") % values]
    if valid < values["cast"]:
        told.append(_("Blank: %(blank)d; spoilt: %(spoilt)d; so %(valid)d to count.") % {**values, "valid": valid})
    if values["no_part"]:
        told.append(_("Taking no part: %(no_part)d.") % values)
    return " ".join(told)


def quorum(values: Plain) -> str:
    values = {**values, "who": people(values["who"], values["counted"])}
    if values["reached"]:
        return _("Quorum: %(needed)d are needed, and there are %(who)s: reached.") % values
    return _("Quorum: %(needed)d are needed, and there are %(who)s: not reached.") % values


def people(who: str, count: int) -> str:
    """Who counts towards the quorum: present or represented, or those who answered online."""
    many = {"count": count}
    if who == "answers":
        return ngettext("%(count)d answer", "%(count)d answers", count) % many
    if who == "present_or_represented":
        return ngettext("%(count)d present or represented", "%(count)d present or represented", count) % many
    return ngettext("%(count)d present", "%(count)d present", count) % many


def without_quorum(values: Plain) -> str:
    return _("Outcome: no quorum, so nothing is decided.")


def base(values: Plain) -> str:
    return {
        Base.EXPRESSED: _("Base: the votes expressed, for and against together: %(base)d."),
        Base.CAST: _("Base: every ballot cast, abstentions and blanks included: %(base)d."),
        Base.PRESENT: _("Base: everyone present or represented, voting or not: %(base)d."),
        Base.ROLL: _("Base: everyone on the roll: %(base)d."),
    }[Base(values["kind"])] % values


def threshold(values: Plain) -> str:
    if values["kind"] == Threshold.RELATIVE:
        text = _("Relative majority: more for than against, so at least %(needed)d; there are %(for)d:")
    elif values["kind"] == Threshold.ABSOLUTE:
        text = _("Absolute majority: more than half of %(base)d, so at least %(needed)d; there are %(for)d:")
    else:
        text = _("Qualified majority: %(kind)s of %(base)d, rounded up, so at least %(needed)d; there are %(for)d:")
    if values["base"] == 0:
        verdict = _("nothing to count on, so not reached.")
    else:
        verdict = _("reached.") if values["reached"] else _("not reached.")
    return f"{text % values} {verdict}"


def tie(values: Plain) -> str:
    if values["casting"] == Choice.FOR:
        return _("Tie: %(for)d each; the casting vote is for, and decides.") % values
    if values["casting"]:
        return _("Tie: %(for)d each; the casting vote is against, and decides.") % values
    return _("Tie: %(for)d each; by the rule, a tie is rejected.") % values


def outcome(values: Plain) -> str:
    return {
        Outcome.ADOPTED: _("Outcome: adopted."),
        Outcome.REJECTED: _("Outcome: rejected."),
        Outcome.NO_QUORUM: _("Outcome: no quorum, so neither adopted nor rejected."),
    }[Outcome(values["outcome"])]


STEPS: dict[str, Teller] = {
    "majority.counted": counted,
    "majority.base": base,
    "majority.threshold": threshold,
    "majority.tie": tie,
    "majority.outcome": outcome,
    "cast": cast,
    "quorum": quorum,
    "no_quorum": without_quorum,
}
