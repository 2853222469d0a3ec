"""What changes about people: the only code that writes it."""

from members.actions.accounts import (
    add_member,
    change_address,
    deactivate,
    end_administrator,
    name_administrator,
    reactivate,
)
from members.actions.answers import answer_by_link
from members.actions.bounces import refuse_address, try_address_again
from members.actions.closures import enter_closed_period, remove_closed_period
from members.actions.collective import edit_collective, end_founding, name_persona
from members.actions.forgetting import forget_member
from members.actions.founding import found_collective
from members.actions.invitations import (
    accept_invitation,
    invite,
    invite_first_administrator,
    reveal_invitations,
    withdraw_invitation,
)
from members.actions.mail import claim_mail, queue_sign_in_mail, reveal_mail, settle_mail
from members.actions.notifications import choose_letters, mute, read_news, stop_letters, unmute
from members.actions.profile import (
    choose_language,
    drop_token,
    edit_profile,
    forget_password,
    leave_this_browser,
    make_token,
    sign_out_everywhere,
)
from members.actions.standing import (
    cancel_membership,
    end_residency,
    record_membership,
    record_memberships,
    record_residency,
)

__all__ = [
    "accept_invitation",
    "add_member",
    "answer_by_link",
    "cancel_membership",
    "change_address",
    "choose_language",
    "choose_letters",
    "claim_mail",
    "deactivate",
    "drop_token",
    "edit_collective",
    "edit_profile",
    "end_administrator",
    "end_founding",
    "end_residency",
    "enter_closed_period",
    "forget_member",
    "forget_password",
    "found_collective",
    "invite",
    "invite_first_administrator",
    "leave_this_browser",
    "make_token",
    "mute",
    "name_administrator",
    "name_persona",
    "queue_sign_in_mail",
    "reactivate",
    "read_news",
    "record_membership",
    "record_memberships",
    "record_residency",
    "refuse_address",
    "remove_closed_period",
    "reveal_invitations",
    "reveal_mail",
    "settle_mail",
    "sign_out_everywhere",
    "stop_letters",
    "try_address_again",
    "unmute",
    "withdraw_invitation",
]
