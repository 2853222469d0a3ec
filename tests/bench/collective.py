"""A collective of any size in the middle of an evening, for the benches and the tests of real servers.

Run in an environment that names the database: prints as JSON what a client needs to take part.

    python -m tests.bench.collective --people 150 --items 30
"""

import argparse
import json
import os
import sys
from datetime import timedelta
from typing import Any

import django
from django.db import transaction

LANGUAGES = ("fr", "fr", "en")


@transaction.atomic
def build(people: int, items: int) -> dict[str, Any]:
    """Everybody of one board, present at its open meeting; the first one conducts it; a vote is open.

    A second meeting, with the same agenda and no vote, is there to be walked through.
    """
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import connection
    from django.utils import timezone

    from assembly import actions
    from assembly.models import AgendaItem, Meeting
    from commissions.models import Circle, Mandate
    from members.models import Member
    from votes.actions import open_ballot
    from votes.counting.majority import MajorityRules
    from votes.models import Gathering, Presence
    from votes.questions import QuestionSpec

    today, now = timezone.localdate(), timezone.now()
    circle = Circle.objects.create(kind=Circle.Kind.BOARD, name="CA", slug="ca", founded_on=today)
    members = Member.objects.bulk_create(
        Member(email=f"p{number}@example.org", name=f"Personne {number}", language=LANGUAGES[number % 3])
        for number in range(people)
    )
    Mandate.objects.bulk_create(Mandate(member=member, circle=circle, since=today) for member in members)
    facilitator = members[0]

    def opened() -> Meeting:
        meeting: Meeting = actions.plan_meeting(
            circle,
            title="CA",
            starts_at=now + timedelta(minutes=5),
            ends_at=now + timedelta(minutes=30),
            actor=facilitator,
        )
        for number in range(items):
            kind = AgendaItem.Kind.VOTE if number == 0 else AgendaItem.Kind.DISCUSSION
            title = f"Point {number} : le bâtiment"
            actions.add_item(meeting, title=title, kind=kind, minutes=10, actor=facilitator, note="À préparer.")
        actions.open_meeting(meeting, actor=facilitator)
        actions.advance(meeting, expected=None, actor=facilitator)
        meeting.refresh_from_db()
        return meeting

    meeting, walk = opened(), opened()
    gathering = Gathering.objects.get(owner=meeting.topic)
    Presence.objects.bulk_create(
        Presence(
            gathering=gathering, member=member, arrived_at=now, marked_by=member, confirmed_by=member, confirmed_at=now
        )
        for member in members[1:]
    )
    ordered = list(meeting.items.order_by("position"))
    link = actions.open_item_ballot(ordered[0], QuestionSpec("Achetons-nous ?", MajorityRules()), actor=facilitator)
    more = [
        open_ballot(gathering, QuestionSpec("Et ceci ?", MajorityRules()), owner=item.topic, actor=facilitator)
        for item in ordered[1:6]
    ]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_row (text varchar(20) NOT NULL)")
    sessions = []
    for member in members:
        session = SessionStore()
        session[SESSION_KEY] = str(member.pk)
        session[BACKEND_SESSION_KEY] = "members.backend.Backend"
        session[HASH_SESSION_KEY] = member.get_session_auth_hash()
        session.create()
        sessions.append(session.session_key)
    return {
        "meeting": meeting.pk,
        "items": [item.pk for item in ordered],
        "walk": {"meeting": walk.pk, "items": [item.pk for item in walk.items.order_by("position")]},
        "ballots": [link.ballot_id, *(ballot.pk for ballot in more)],
        "members": [member.pk for member in members],
        "sessions": sessions,
    }


@transaction.atomic
def large_ballots(number: int) -> list[int]:
    """So many questions online that everybody has answered, each of which takes seconds to count."""
    import random

    from django.utils import timezone

    from commissions.models import Circle
    from members.models import Member
    from votes.actions import open_consultation, plan_consultation
    from votes.methods.rules import MOST_OPTIONS, OptionRules
    from votes.models import Vote
    from votes.questions import QuestionSpec

    drawn, opened = random.Random(number), []
    projects = [f"Projet {place}" for place in range(MOST_OPTIONS)]
    author = Member.objects.order_by("pk")[0]
    for place in range(number):
        prepared = plan_consultation(
            QuestionSpec(
                f"Quels projets, budget {place} ?",
                OptionRules("equal_shares", budget=2000, costs={one: drawn.randrange(10, 90) for one in projects}),
                options=projects,
                closes_at=timezone.now() + timedelta(days=3),
            ),
            host=Circle.objects.get().topic,
            actor=author,
        )
        ballot = open_consultation(prepared, actor=author)
        Vote.objects.bulk_create(
            Vote(
                entry=entry,
                choice={"approve": sorted(drawn.sample(projects, 50))},
                cast_by_id=entry.member_id,
                cast_at=timezone.now(),
            )
            for entry in ballot.roll.all()
        )
        opened.append(ballot.pk)
    return opened


@transaction.atomic
def long_proposal(words: int) -> int:
    """A proposal of so many words, in 40 versions, with 500 questions that were answered, and 500 comments."""
    from django.utils import timezone

    from commissions.models import Circle
    from members.models import Member
    from proposals import actions
    from proposals.models import Comment, Question, Version
    from tests.bench.texts import changed, long_text

    author, facilitator, *askers = Member.objects.order_by("pk")[:12]
    proposal = actions.write_proposal(
        Circle.objects.get(),
        title="Le règlement",
        need="Il manque.",
        text=long_text(words),
        facilitator=facilitator,
        review_on=timezone.localdate() + timedelta(days=180),
        actor=author,
        is_presented=True,
    )
    at = timezone.now()
    Version.objects.bulk_create(
        Version(
            proposal=proposal,
            number=number,
            text=changed(long_text(words), 0.01, number),
            note="Plus clair.",
            author=author,
            created_at=at,
        )
        for number in range(2, 41)
    )
    spoken = long_text(500 * 30, 3).replace("\n\n", " ").split(" ")
    Question.objects.bulk_create(
        Question(
            proposal=proposal,
            asker=askers[number % len(askers)],
            text=" ".join(spoken[number * 30 : number * 30 + 15]),
            answer=" ".join(spoken[number * 30 + 15 : number * 30 + 30]),
            asked_at=at,
            answered_at=at,
        )
        for number in range(500)
    )
    latest = Version.objects.get(proposal=proposal, number=40)
    said = long_text(500 * 20, 4).replace("\n\n", " ").split(" ")
    places = range(0, len(latest.text) - 100, (len(latest.text) - 100) // 499)
    Comment.objects.bulk_create(
        Comment(
            proposal=proposal,
            first_version=latest,
            version=latest,
            start=place,
            end=place + 40,
            quote=latest.text[place : place + 40],
            text=" ".join(said[number * 20 : number * 20 + 20]),
            member=askers[number % len(askers)],
            commented_at=at,
        )
        for number, place in enumerate(places[:500])
    )
    return proposal.pk


def tickets(meeting: int, members: list[int]) -> list[str]:
    """What the meeting's page would carry for each of them, without rendering it for each."""
    import time

    from members.models import Member
    from realtime.pages import Audience, Live, live_pages
    from realtime.tickets import issue

    page, key = live_pages["meeting"], str(meeting)
    data = page.load(key)
    people = Member.objects.in_bulk(members)
    rights = {pk: page.audience(key, person) for pk, person in people.items()}
    return [
        issue(Live(page, key, people[pk], Audience(rights[pk], people[pk].language), data, time.time())).signed()
        for pk in members
    ]


def give_password(password: str) -> int:
    """The same to everybody but the first, hashed once; to how many. It ends their sessions."""
    from django.contrib.auth.hashers import make_password

    from members.models import Member

    first = Member.objects.order_by("pk")[0]
    return Member.objects.exclude(pk=first.pk).update(password=make_password(password))


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=12)
    parser.add_argument("--items", type=int, default=30)
    parser.add_argument("--tickets", default="", help="MEETING:MEMBER,MEMBER: fresh tickets for these")
    parser.add_argument(
        "--proposal", type=int, metavar="WORDS", help="add a proposal that is long, and was much said of"
    )
    parser.add_argument("--large", type=int, metavar="NUMBER", help="add ballots that take seconds to count")
    parser.add_argument("--password", help="give it to everybody but the first")
    asked = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    if asked.tickets:
        meeting, _, members = asked.tickets.partition(":")
        print(json.dumps(tickets(int(meeting), [int(pk) for pk in members.split(",")])))
    elif asked.proposal:
        print(json.dumps(long_proposal(asked.proposal)))
    elif asked.large:
        print(json.dumps(large_ballots(asked.large)))
    elif asked.password:
        print(json.dumps(give_password(asked.password)))
    else:
        print(json.dumps(build(asked.people, asked.items)))


if __name__ == "__main__":
    main(sys.argv[1:])
