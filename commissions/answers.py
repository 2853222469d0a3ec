"""What is answered about shifts by the link of a letter: one's turn of tomorrow, a free place, an exchange."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissions.actions import accept_swap, confirm_turn, decline_swap, give_up_turn, take_place
from commissions.actions.swaps import SWAP
from commissions.actions.turns import WANTED
from commissions.models import RotaTurn, Shift, TurnSwap
from commissions.queries import readable_circles
from commissions.rota_notifications import TURN, own_turns
from commissions.rota_queries import open_swaps, turns_of, who_could_take
from journal.clock import now
from journal.numbers import number
from members.answers import AnswerKind, AnswerOption, OpenQuestion, still_asked
from members.models import Member

COMES, CANNOT = "comes", "cannot"


def turn_asked(member: Member, about: str) -> OpenQuestion | None:
    """Whether this person will be there, until the shift begins."""
    turn = _turn(member, about)
    if turn is None:
        return None
    return OpenQuestion(
        key=f"turn:{turn.pk}",
        title=_("Your turn: %(shift)s") % {"shift": turn.shift},
        text=turn.shift.rota.note,
        url=own_turns(),
        options=[
            AnswerOption(COMES, _("I will be there"), "lamp"),
            AnswerOption(CANNOT, _("I cannot come: ask the others"), "quiet"),
        ],
        due=turn.shift.starts_at,
    )


def answer_turn(member: Member, about: str, value: str, text: str) -> object:
    turn = still_asked(_turn(member, about))
    return confirm_turn(turn, actor=member) if value == COMES else give_up_turn(turn, actor=member)


def place_asked(member: Member, about: str) -> OpenQuestion | None:
    """Whether this person takes a place that is free."""
    shift = _shift(member, about)
    if shift is None or not who_could_take(shift).filter(pk=member.pk).exists():
        return None
    return OpenQuestion(
        key="place",
        title=_("A place is free: %(shift)s") % {"shift": shift},
        text=shift.rota.note,
        url=shift.get_absolute_url(),
        options=[AnswerOption("take", _("I take this place"), "lamp")],
        due=shift.starts_at,
    )


def take_by_link(member: Member, about: str, value: str, text: str) -> object:
    shift = still_asked(_shift(member, about))
    return take_place(shift, actor=member)


def swap_asked(member: Member, about: str) -> OpenQuestion | None:
    """Whether this person exchanges a turn."""
    swap = _swap(member, about)
    if swap is None:
        return None
    return OpenQuestion(
        key="swap",
        title=_("%(name)s offers to exchange a turn with you") % {"name": swap.asked_by.name},
        text=_("Your turn becomes: %(offered)s.\n\n%(name)s comes in your place: %(wanted)s.")
        % {"offered": swap.offered, "wanted": swap.wanted, "name": swap.asked_by.name},
        url=own_turns(),
        options=[
            AnswerOption("accept", _("I accept"), "lamp"),
            AnswerOption("decline", _("I keep my turn"), "quiet"),
        ],
        due=min(swap.offered.starts_at, swap.wanted.starts_at),
    )


def answer_swap(member: Member, about: str, value: str, text: str) -> object:
    swap = still_asked(_swap(member, about))
    return accept_swap(swap, actor=member) if value == "accept" else decline_swap(swap, actor=member)


def _turn(member: Member, about: str) -> RotaTurn | None:
    today = timezone.localdate(now())
    mine = turns_of(member, now()).filter(shift=number(Shift.key_in(about)) or 0, shift__starts_at__gt=now())
    turn = mine.first()
    return turn if turn and (timezone.localdate(turn.shift.starts_at) - today).days <= 1 else None


def _shift(member: Member, about: str) -> Shift | None:
    shifts = Shift.objects.filter(starts_at__gt=now(), rota__circle__in=readable_circles(member))
    return shifts.select_related("rota__circle").filter(pk=number(Shift.key_in(about)) or 0).first()


def _swap(member: Member, about: str) -> TurnSwap | None:
    return open_swaps(member, now()).filter(asked_of=member, pk=number(TurnSwap.key_in(about)) or 0).first()


KINDS = {
    TURN: AnswerKind(
        turn_asked,
        answer_turn,
        afterwards=gettext_lazy(
            "You cannot come after all, or can again? Until it begins, sign in and say so on the page of your turns."
        ),
    ),
    WANTED: AnswerKind(
        place_asked,
        take_by_link,
        afterwards=gettext_lazy("You cannot come after all? Until it begins, sign in and ask the others."),
    ),
    SWAP: AnswerKind(
        swap_asked,
        answer_swap,
        afterwards=gettext_lazy("What you answered holds. To exchange your turn with somebody else, sign in."),
    ),
}
