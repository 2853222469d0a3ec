"""A person is forgotten: nobody can prove any more that a vote was theirs. The counts stay."""

from journal.actions import Actor, action, record, require
from members.models import Member
from votes.models import Ballot, Seal, Vote


@action
def forget_votes(member: Member, *, actor: Actor) -> int:
    """Erase the keys of this person's votes in closed ballots, and the reasons that they gave there.

    The lists of commitments, and so the journal, still verify. Returns how many keys were erased; twice
    changes nothing.
    """
    require("members.administer", actor)
    seals = Seal.objects.filter(vote__entry__member=member).exclude(key="")
    ballots = Ballot.objects.filter(seals__in=seals).distinct().order_by("pk")
    topics = [ballot.topic for ballot in ballots]
    if not topics:
        return 0
    Vote.objects.filter(entry__member=member, entry__ballot__closed_at__isnull=False).update(reason="")
    erased = seals.update(key="")
    record("ballot.keys_erased", topics=topics, body={"member": member.pk, "keys": erased})
    return erased
