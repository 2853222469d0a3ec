"""Puts the parts together: what each floor registers with the ones below, by name."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from web import nav
from web.nav import NavigationEntry


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        places()
        falls_due()
        conducting()


def falls_due() -> None:
    """What the clock runs."""
    from assembly.due import close_overdue_meetings, conclude_item_ballots, settle_handovers
    from commissions import due
    from config import clock
    from journal import checkpoint
    from journal.actions import drop_old_requests
    from members.due import end_old_sessions, send_mail_apart
    from proposals.due import conclude_consultations, conclude_requests
    from proposals.grounds import end_founding_in_time
    from votes.actions.counting import count_ballots
    from votes.actions.shuffling import shuffle_ballots
    from votes.actions.voiding import look_for_keys
    from votes.due import close_ballots, next_closing, next_count, open_consultations, remind_ballots, tell_presences

    clock.register("ballots whose time has passed", close_ballots, next_closing)
    clock.register("ballots that are being counted", count_ballots, next_count)
    clock.register("the keys of secret ballots", look_for_keys)
    clock.register("what was decided in a meeting", conclude_item_ballots)
    clock.register("checkpoint of the journal", checkpoint.due)
    clock.register("requests that are past", drop_old_requests)
    clock.register("letters", send_mail_apart)
    clock.register("sessions that ended", end_old_sessions)
    clock.register("the end of the founding", end_founding_in_time)
    clock.register("task reminders", due.remind)
    clock.register("ballots that open", open_consultations)
    clock.register("reminders of ballots", remind_ballots)
    clock.register("arrivals marked by another", tell_presences)
    clock.register("meetings whose conductor is gone", settle_handovers)
    clock.register("meetings that nobody closed", close_overdue_meetings)
    clock.register("what secret ballots left behind", shuffle_ballots)
    clock.register("what was decided online", conclude_consultations)
    clock.register("objections that a circle was asked to carry", conclude_requests)


def conducting() -> None:
    """The acts by which an evening moves: they never wait behind a rush of votes."""
    from config import lanes

    agenda = ("opening", "closing", "steps", "item-conclusion", "item-extension", "item-deferral", "item-reopening")
    deciding = ("ballots", "polls", "ballot-new", "ballot-closing", "hand-calling", "turn-end")
    lanes.conducting(*(f"assembly:{act}" for act in (*agenda, *deciding)))


def places() -> None:
    """The five places of the navigation, and the other addresses that belong to each."""
    memory = ("/decisions/", "/documents/", "/timeline/", "/visits/", "/search/", "/journal/")
    evenings = ("/items/", "/ballots/", "/gatherings/")
    for place in (
        NavigationEntry("home", "home", _("Today"), "lamp-desk", also=("/welcome/",)),
        NavigationEntry("meetings", "assembly:meetings", _("Meetings"), "armchair", also=evenings),
        NavigationEntry("proposals", "proposals:proposals", _("Proposals"), "scroll-text", also=("/consultations/",)),
        NavigationEntry(
            "circles", "commissions:circles", _("Commissions"), "users-round", also=("/tasks/", "/members/")
        ),
        NavigationEntry("memory", "history:memory", _("Memory"), "book-open-text", also=memory),
    ):
        nav.places.register(place.name, place)
