"""How each method among options decides, in the words of somebody who explains it across a table."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from votes.methods.rules import OptionRules


def how(rules: OptionRules) -> list[str]:
    """What each person says, what is then chosen, and what settles a tie."""
    return [_said(rules), *_chosen(rules), _between_equals(rules)]


def _said(rules: OptionRules) -> str:
    values = {"highest": rules.best, "most": rules.most or 0}
    if rules.method == "dates":
        return _("Each person says, for each date, whether they can come: yes, if need be, or no.")
    if rules.method == "majority_judgment":
        return _("Each person gives each option a grade, in words.")
    if rules.method == "score":
        return _("Each person gives each option a number from 0 to %(highest)d.") % values
    if rules.asks == "approve" and rules.most:
        return (
            ngettext(
                "Each person approves one option at most.",
                "Each person approves %(most)d options at most.",
                rules.most,
            )
            % values
        )
    if rules.asks == "approve":
        return _("Each person approves as many options as they like.")
    return _("Each person ranks the options, the preferred one first.")


def _chosen(rules: OptionRules) -> list[str]:
    if rules.method in ("approval", "score", "borda"):
        return _by_sum(rules)
    if rules.method == "equal_shares":
        return [
            _("Each person holds an equal share of the budget (%(budget)s in all).")
            % {"budget": _number(rules.budget if rules.budget is not None else rules.seats)},
            _("What its backers can pay for together is bought, what costs each of them least first."),
        ]
    return {
        "irv": [
            _("Chosen: the option that more than half of the ballots prefer."),
            _(
                "While there is none, the option with the fewest votes is excluded, "
                "and each of its ballots goes to the next option that it names."
            ),
        ],
        "schulze": [
            _("Every option is compared with every other, two by two."),
            _(
                "Chosen: the one that beats each of the others, directly "
                "or by a chain of duels stronger than the chain that comes back."
            ),
        ],
        "ranked_pairs": [
            _("Every option is compared with every other, two by two; the clearest duels count first."),
            _("A duel that would contradict clearer ones is left aside. Chosen: the one that nothing beats."),
        ],
        "stv_scottish": _transferable(rules),
        "stv_meek": _transferable(rules),
        "majority_judgment": [
            _("Chosen: the option whose grade in the middle is the best: half of the people give it at least that."),
            _("Equal grades: one such grade is taken away from each option, until they differ."),
        ],
        "pav": [
            _(
                "Chosen: the %(seats)d options that together represent people best. "
                "For each person the first of their options counts 1, the second one half, the third one third."
            )
            % {"seats": rules.seats}
        ],
        "dates": [_("Chosen: the date on which the most people can come; between equals, the one with the most yes.")],
    }[rules.method]


def _by_sum(rules: OptionRules) -> list[str]:
    values = {"seats": rules.seats}
    if rules.method == "approval":
        text = ngettext(
            "Chosen: the option that the most people approve.",
            "Chosen: the %(seats)d options that the most people approve.",
            rules.seats,
        )
        return [text % values]
    text = ngettext(
        "Chosen: the option with the most points.",
        "Chosen: the %(seats)d options with the most points.",
        rules.seats,
    )
    if rules.method == "score":
        return [text % values]
    return [_("On each ballot an option gets a point for each option ranked below it."), text % values]


def _transferable(rules: OptionRules) -> list[str]:
    seats = ngettext("There is %(seats)d seat.", "There are %(seats)d seats.", rules.seats) % {"seats": rules.seats}
    told = [
        seats,
        _(
            "An option that reaches the quota has a seat, "
            "and what it has above the quota goes to the next options of its ballots."
        ),
        _("When nobody reaches it, the option with the fewest votes is excluded, and its ballots go on."),
    ]
    if rules.method == "stv_meek":
        told.append(_("The quota is computed again as ballots run out of options (Meek’s rules)."))
    else:
        told.append(_("These are the rules of Scottish councils."))
    return told


def _between_equals(rules: OptionRules) -> str:
    """What settles a tie: the rule of the method, where it has one that was not told yet, then the lot."""
    if rules.method in ("irv", "stv_scottish", "stv_meek"):
        return _(
            "Between equals, the one with more votes at the last earlier stage where they differ stays ahead; "
            "else a lot that anyone can redraw decides."
        )
    if rules.method == "equal_shares":
        return _("Between equals, the one that costs least is bought first; else a lot that anyone can redraw decides.")
    if rules.method in ("dates", "majority_judgment"):
        return _("Those that are still equal are decided by a lot that anyone can redraw.")
    return _("Between equals, a lot that anyone can redraw decides.")


def _number(value: int) -> str:
    return number_format(value, force_grouping=True)
