"""A vote online of a very large roll, at three sizes: opening with its notifications, casting by 32 clients, closing
with its count, counting again, verifying; how the time and the memory of each grow.

Run in an environment that names a migrated database, prints as JSON what was measured:

    python -m tests.bench.rolls open 10000
    python -m tests.bench.rolls close
"""

import asyncio
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import django

from tests.bench.clients import Visitor
from tests.bench.evening import BenchHouse, memory
from tests.bench.results import Result

SIZES = (1_000, 10_000, 100_000)
CLIENTS = 32
CAST = 960  # votes over HTTP; the others are written at once, as they would stand afterwards
LETTERS = 100  # of those that the opening asks for
BATCH = 5000
PATIENCE = 1800  # seconds for a stage of the largest
BY_PERSON = ("open", "close", "count", "verify")  # stages that do something for everybody on the roll


def large_roll(sizes: tuple[int, ...] = SIZES) -> Result:
    """Milliseconds a person of all that is done once for everybody. Baseline: the same of the smallest roll."""
    measured = {people: asyncio.run(one_roll(people)) for people in sizes}
    each = [sum(measured[people][stage] for stage in BY_PERSON) * 1000 / people for people in (sizes[-1], sizes[0])]
    return Result.of(each[0], "ms", each[1])


async def one_roll(people: int) -> dict[str, float]:
    """The seconds of each stage, printed with the peaks of memory."""
    with TemporaryDirectory() as folder:
        house = BenchHouse(Path(folder))
        house.manage("migrate", "--no-input", "-v", "0")
        opened = json.loads(house.run("-m", "tests.bench.rolls", "open", str(people), within=PATIENCE))
        house.open_door()
        server = house.processes[0].pid
        before = memory(server)
        cast = await all_cast(int(house.doors[0].rpartition(":")[2]), opened)
        grown = memory(server) - before
        house.close()
        closed = json.loads(house.run("-m", "tests.bench.rolls", "close", within=PATIENCE))
    stages: dict[str, float] = {**opened["stages"], "cast": cast, **closed["stages"]}
    told = ", ".join(f"{stage} {seconds:.2f} s" for stage, seconds in stages.items())
    print(f"  {people} people: {told}")
    print(
        f"  {CAST / cast:.0f} votes/s by {CLIENTS} clients, the server grew by {grown:.0f} MB; at most "
        f"{opened['peak']:.0f} MB to open, {closed['peak']:.0f} MB to close and verify"
    )
    return stages


async def all_cast(port: int, opened: dict[str, Any]) -> float:
    """Seconds until the last of the sampled voters is answered; each client votes for its share of them, in turn."""
    people = list(zip(opened["members"], opened["sessions"], strict=True))

    async def client(number: int) -> None:
        visitor = await Visitor(port, "").connect()
        for member, session in people[number::CLIENTS]:
            visitor.session = session
            status, said = await visitor.post(f"/ballots/{opened['ballot']}/votes/", elector=member, choice="for")
            assert status == 200, said
        visitor.leave()

    began = time.perf_counter()
    await asyncio.gather(*map(client, range(CLIENTS)))
    return time.perf_counter() - began


def timed(stages: dict[str, float], stage: str, act: Callable[[], Any]) -> Any:
    began = time.perf_counter()
    done = act()
    stages[stage] = round(time.perf_counter() - began, 3)
    return done


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def open_large(people: int) -> dict[str, Any]:
    """An assembly of so many, asked one question online; some of their letters are written, some sessions begun."""
    from datetime import timedelta
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.db import transaction
    from django.utils import timezone

    from commissions.models import Circle, Mandate
    from members.due import tell
    from members.models import Member, Notification
    from votes.actions import open_consultation, plan_consultation
    from votes.counting.majority import MajorityRules
    from votes.questions import QuestionSpec

    stages: dict[str, float] = {}
    today = timezone.localdate()
    circle = Circle.objects.create(kind=Circle.Kind.BOARD, name="CA", slug="ca", founded_on=today)
    for start in range(0, people, BATCH):
        numbers = range(start, min(people, start + BATCH))
        members = Member.objects.bulk_create(
            Member(email=f"p{number}@example.org", name=f"Personne {number}", language="fr") for number in numbers
        )
        Mandate.objects.bulk_create(Mandate(member=member, circle=circle, since=today) for member in members)
    voters = list(Member.objects.order_by("pk")[:CAST])
    author = voters[0]
    spec = QuestionSpec("Achetons-nous ?", MajorityRules(), closes_at=timezone.now() + timedelta(days=7))
    planned = plan_consultation(spec, host=circle.topic, actor=author)
    ballot = timed(stages, "open", lambda: open_consultation(planned, actor=author))
    assert ballot.roll.count() == Notification.objects.count() == people
    Notification.objects.filter(member__in=voters[:LETTERS]).update(leaves_at=timezone.now())
    timed(stages, f"{LETTERS} letters", lambda: [tell(member) for member in voters[:LETTERS]])
    sessions = []
    with transaction.atomic():
        for member in voters:
            session = import_module(settings.SESSION_ENGINE).SessionStore()
            session[SESSION_KEY] = str(member.pk)
            session[BACKEND_SESSION_KEY] = "members.backend.Backend"
            session[HASH_SESSION_KEY] = member.get_session_auth_hash()
            session.create()
            sessions.append(session.session_key)
    return {
        "stages": stages,
        "peak": peak(),
        "ballot": ballot.pk,
        "members": [member.pk for member in voters],
        "sessions": sessions,
    }


def close_large() -> dict[str, Any]:
    """The others have answered too; it ends, is counted, counted again, and verified."""
    from django.utils import timezone

    from journal.actions import CLOCK
    from tests.closing import let_its_time_pass
    from votes.actions import close_ballot
    from votes.integrity.verification import verify
    from votes.methods.tallying import cast_in
    from votes.models import Ballot, RollEntry, Vote
    from votes.queries.results import recounted

    stages: dict[str, float] = {}
    ballot = Ballot.objects.get()
    answers, at = ("for", "against", "abstain"), timezone.now()
    waiting = list(RollEntry.objects.filter(votes=None).values_list("pk", "member"))
    for start in range(0, len(waiting), BATCH):
        Vote.objects.bulk_create(
            Vote(entry_id=entry, choice=answers[entry % 3], cast_by_id=member, cast_at=at)
            for entry, member in waiting[start : start + BATCH]
        )
    over = let_its_time_pass(ballot)
    closed = timed(stages, "close", lambda: close_ballot(over, actor=CLOCK))
    assert cast_in(closed.result) == closed.roll.count(), closed.result
    assert timed(stages, "count", lambda: recounted(closed)) == closed.result
    assert timed(stages, "verify", lambda: verify(closed)).holds
    return {"stages": stages, "peak": peak()}


def main(arguments: list[str]) -> int:
    django.setup()
    stage, *size = arguments
    print(json.dumps(open_large(int(*size)) if stage == "open" else close_large()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
