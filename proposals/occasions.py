"""The occasion of a proposal: what it was put to, on a higher floor, known by its topic ("meeting:12")."""

from collections.abc import Set as AbstractSet
from typing import Any

from commissions.models import Circle
from journal.topics import Known, TopicKind, kind_of, kinds


class Occasion(TopicKind):
    """A kind of thing to which proposals are put. What no such kind is gives nothing to anybody."""

    def conducts(self, person: Any, pk: str) -> bool:
        """Whether this person conducts the proposals put to it."""
        return False

    def vouches(self, person: Any, pk: str) -> bool:
        """Whether this person holds a role in it, and so notes, or confirms, what somebody in the room answers."""
        return False

    def present(self, pk: str) -> AbstractSet[int]:
        """The members in the room, by their own word or as somebody noted."""
        return frozenset()

    def counted(self, pk: str) -> AbstractSet[int]:
        """Those of them whose presence counts: by their own word, or confirmed by a second person."""
        return frozenset()

    def check_decidable(self, pk: str, proposal: int) -> None:
        """Raise `ValidationError` where nothing may be decided on that proposal there now."""

    def check_electable(self, pk: str, election: int) -> None:
        """Raise `ValidationError` where nobody may be elected by that election there now."""

    def conducted_now(self, person: Any, circle: Circle) -> list[str]:
        """The topics of those under way in that circle that this person conducts."""
        return []

    def has_vote(self, proposal: int) -> bool:
        """Whether a ballot on that proposal is open at one of them, or closed and what it decided is not written."""
        return False

    def is_under_way(self, pk: str) -> bool:
        """Whether people sit in it now, so that stages are counted in minutes."""
        return False

    def is_about(self, pk: str, proposal: int) -> bool:
        """Whether those who sit in it talk about that proposal now; where it has no order, about all at once."""
        return self.is_under_way(pk)

    def holds(self, pk: str) -> bool:
        """Whether the proposals put to it wait for it, so that their time online stands still."""
        return self.is_under_way(pk)


def conducted_now(person: Any, circle: Circle) -> list[str]:
    """The topics of what is under way in that circle and this person conducts."""
    return [
        topic for kind in kinds.values() if isinstance(kind, Occasion) for topic in kind.conducted_now(person, circle)
    ]


def conducts(person: Any, occasion: str) -> bool:
    kind, pk = kind_of(occasion, Occasion)
    return kind.conducts(person, pk)


def vouches(person: Any, occasion: str) -> bool:
    kind, pk = kind_of(occasion, Occasion)
    return kind.vouches(person, pk)


def those_present(occasion: str) -> AbstractSet[int]:
    """The members who sit in it now."""
    kind, pk = kind_of(occasion, Occasion)
    return kind.present(pk)


def those_counted(occasion: str) -> AbstractSet[int]:
    """Those of them whose presence counts."""
    kind, pk = kind_of(occasion, Occasion)
    return kind.counted(pk)


def check_decidable(occasion: str, proposal: int) -> None:
    """Raise `ValidationError` where the occasion of this proposal lets nothing be decided on it now."""
    kind, pk = kind_of(occasion, Occasion)
    kind.check_decidable(pk, proposal)


def check_electable(occasion: str, election: int) -> None:
    """Raise `ValidationError` where the occasion of this election lets nobody be elected now."""
    kind, pk = kind_of(occasion, Occasion)
    kind.check_electable(pk, election)


def has_vote(proposal: int) -> bool:
    """Whether a ballot on that proposal is open somewhere above, or closed and what it decided is not written."""
    return any(kind.has_vote(proposal) for kind in kinds.values() if isinstance(kind, Occasion))


def is_under_way(occasion: str) -> bool:
    """Whether it has begun and is not over: stages are then counted in minutes."""
    kind, pk = kind_of(occasion, Occasion)
    return kind.is_under_way(pk)


def is_about(occasion: str, proposal: int) -> bool:
    """Whether that proposal is what is talked about there now."""
    kind, pk = kind_of(occasion, Occasion)
    return kind.is_about(pk, proposal)


def holds(occasion: str) -> bool:
    """Whether it is under way or still to come: online, the clock leaves what is put to it as it is."""
    kind, pk = kind_of(occasion, Occasion)
    return kind.holds(pk)


def page(occasion: str) -> Known | None:
    """Its name and its address."""
    kind, pk = kind_of(occasion, Occasion)
    return kind.names({pk}).get(pk)
