"""The steps of every count: who answered, the quorum, who is chosen, what is level, what the lot says."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from votes.counting.result import Plain
from votes.methods.shared.lists import seed, together


def cast(values: Plain) -> str:
    """How many ballots there are, and how many of them the method counts."""
    valid = values["cast"] - values["blank"] - values["spoilt"]
    sentences = [_("Ballots cast: %(cast)d.") % values]
    if valid < values["cast"]:
        sentences.append(_("Blank: %(blank)d; spoilt: %(spoilt)d; so %(valid)d to count.") % {**values, "valid": valid})
    if values["no_part"]:
        sentences.append(_("Taking no part: %(no_part)d.") % values)
    return " ".join(sentences)


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


def nobody(values: Plain) -> str:
    return _("No ballot ranks or marks an option: nothing is chosen.")


def undrawn(values: Plain) -> str:
    return ngettext(
        "%(options)s are level for the last place; nobody has drawn the lot.",
        "%(options)s are level for the last %(seats)d places; nobody has drawn the lot.",
        values["seats"],
    ) % {"options": together(values["between"]), "seats": values["seats"]}


def drawn(values: Plain) -> str:
    return _("%(options)s are level: the lot drawn from “%(lot)s” gives %(drawn)s.") % {
        "options": together(values["between"]),
        "lot": seed(values["lot"]),
        "drawn": together(values["drawn"]),
    }


def elected(values: Plain) -> str:
    winners = values["winners"]
    text = ngettext("Chosen: %(options)s", "Chosen: %(options)s", len(winners)) % {"options": together(winners)}
    return f"{text}."


STEPS = {
    "cast": cast,
    "quorum": quorum,
    "no_quorum": without_quorum,
    "seats.nobody": nobody,
    "seats.undrawn": undrawn,
    "seats.drawn": drawn,
    "seats.elected": elected,
}
