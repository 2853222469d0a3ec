"""What the clock does for the links between circles: the place of whoever represents one stands as long as they do."""

from commissions.actions.links import end_unlinked_place, seat_link
from commissions.link_queries import unlinked_places, unseated_links
from journal.actions import CLOCK
from journal.each import each


def settle_links() -> None:
    """End the places of those who represent their circle no more; give one to those who have none. Twice is once."""
    each(unlinked_places(), lambda place: end_unlinked_place(place, actor=CLOCK), "place %s is not ended: %s")
    each(unseated_links(), lambda holding: seat_link(holding, actor=CLOCK), "nobody is seated by holding %s: %s")
