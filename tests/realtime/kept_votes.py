"""Secret ballots for the tests of killed servers, and all that a database keeps of the votes in a ballot.

Run in an environment that names the database; prints JSON.

    python -m tests.realtime.kept_votes --secret MEETING
    python -m tests.realtime.kept_votes --kept BALLOT
    python -m tests.realtime.kept_votes --count BALLOT
"""

import argparse
import json
import os
import sys
from datetime import timedelta
from typing import Any

import django


def secret_ballot(meeting: int) -> int:
    """One more vote of the meeting, in secret, for an hour, of all who are there."""
    from django.utils import timezone

    from assembly.models import Meeting
    from members.models import Member
    from votes.actions import open_ballot
    from votes.counting.majority import MajorityRules
    from votes.models import Gathering
    from votes.questions import QuestionSpec

    topic = Meeting.objects.get(pk=meeting).topic
    closes_at = timezone.now() + timedelta(hours=1)
    ballot = open_ballot(
        Gathering.objects.get(owner=topic),
        QuestionSpec("Et en secret ?", MajorityRules(secret=True), secret=True, closes_at=closes_at),
        owner=topic,
        actor=Member.objects.order_by("pk")[0],
    )
    return ballot.pk


def kept_of(ballot: int) -> dict[str, Any]:
    """Every version by name, the marks on the roll, and by its code what is in the box."""
    from votes.encryption import nameless_votes
    from votes.models import Ballot, Signature, Vote

    named: dict[int, list[str]] = {}
    for vote in Vote.objects.filter(entry__ballot=ballot).select_related("entry").order_by("version"):
        named.setdefault(vote.entry.member_id, []).append(vote.choice)
    return {
        "named": named,
        "marks": sorted(Signature.objects.filter(entry__ballot=ballot).values_list("entry__member", flat=True)),
        "box": dict(nameless_votes(Ballot.objects.get(pk=ballot))),
    }


def counts_of(ballot: int) -> dict[str, int]:
    """The first person closes it, since everybody has answered."""
    from members.models import Member
    from votes.actions import close_ballot
    from votes.models import Ballot

    return close_ballot(Ballot.objects.get(pk=ballot), actor=Member.objects.order_by("pk")[0]).result["counts"]


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--secret", type=int, metavar="MEETING", help="open a secret ballot in it")
    parser.add_argument("--kept", type=int, metavar="BALLOT", help="all that is kept of its votes")
    parser.add_argument("--count", type=int, metavar="BALLOT", help="close it, and count")
    asked = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    if asked.secret:
        print(json.dumps(secret_ballot(asked.secret)))
    elif asked.kept:
        print(json.dumps(kept_of(asked.kept)))
    else:
        print(json.dumps(counts_of(asked.count)))


if __name__ == "__main__":
    main(sys.argv[1:])
