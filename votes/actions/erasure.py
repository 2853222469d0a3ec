"""A person is forgotten: nobody can prove any more that a vote was theirs. The counts stay."""

from journal.actions import Actor, action, record, require
from members.models import Member
from votes.models import Ballot, Proxy, Seal, Vote


@action
def forget_votes(member: Member, *, actor: Actor) -> int:
    """Erase the keys of this person's votes in closed ballots, and the words that they left: reasons, instructions.

    The lists of commitments, and so the journal, still verify. A vote in a ballot that is still open counts,
    and leaves no key when it closes. What was cast in secret or on paper never had a name. Returns how many
    keys were erased; twice changes nothing.
    """
    require("members.administer", actor)
    Vote.objects.filter(entry__member=member).exclude(reason="").update(reason="")
    Proxy.objects.filter(giver=member).exclude(instructions="").update(instructions="")
    seals = Seal.objects.filter(vote__entry__member=member).exclude(key="")
    topics = [ballot.topic for ballot in Ballot.objects.filter(seals__in=seals).distinct().order_by("pk")]
    if not topics:
        return 0
    erased = seals.update(key="")
    record("ballot.keys_erased", topics=topics, body={"member": member.pk, "keys": erased})
    return erased
