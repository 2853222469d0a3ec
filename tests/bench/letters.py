"""The letters that one member of two circles receives in a fortnight, by a clock that is moved.

Twelve proposals by consent online, six in each circle, moved by the clock from stage to stage, the first of them begun
ten days before; three meetings that are convened; two votes online of a week, a named one and a secret one, which
reminds everybody. Everybody else acts at once; she answers in the evening whatever a letter asked of her.
Run in an environment that names an empty database:

    python -m tests.bench.letters
"""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import django

from tests.bench.results import Result
from tests.journeys.house import House

BEFORE, DAYS = 10, 14
BUDGET = 8  # letters


def letters_fortnight() -> Result:
    """How many letters, with a table of them. None may be about the same thing as another."""
    with TemporaryDirectory() as folder:
        house = House(Path(folder), is_demo=True)
        house.manage("migrate", "--no-input", "-v", "0")
        letters = json.loads(house.run("-m", "tests.bench.letters"))
    for letter in letters:
        print(f"  {letter['left_at']:<17}{letter['subject'][:58]:<60}{letter['first_line'][:60]}")
    print(f"  {len(letters)} letters; about the same thing twice: {_twice(letters)}")
    return Result.of(len(letters), "letters", BUDGET)


def _twice(letters: list[dict[str, Any]]) -> int:
    things = [thing for letter in letters for thing in letter["things"]]
    return len(things) - len(set(things))


@dataclass
class Fortnight:
    """What happens, hour by hour, and what she gets."""

    begins_at: datetime
    acts: dict[datetime, list[Callable[[], object]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def at(self, day: float, hour: int, act: Callable[[], object]) -> None:
        self.acts.setdefault(self.begins_at + timedelta(days=day, hours=hour - self.begins_at.hour), []).append(act)

    def run(self) -> list[dict[str, Any]]:
        from django.utils import timezone

        from journal.clock import telling

        self._found()
        for hour in range((BEFORE + DAYS) * 24):
            instant = self.begins_at + timedelta(hours=hour)
            with telling(instant):
                for act in self.acts.get(instant, ()):
                    act()
                self._let_letters_leave()
                self._others_answer()
                if timezone.localtime(instant).hour == 20:
                    self._answer()
        return self._letters()

    def _found(self) -> None:
        from commissions.models import Circle, Mandate
        from members.models import Member

        board = Circle.objects.create(kind="board", name="CA", slug="ca", online_article="statuts, art. 9")
        group = Circle.objects.create(kind="commission", name="Vie Quotidienne", slug="vie-quotidienne")
        names = ("Rose", "Malo", "Inès", "Paul", "Zoé")
        self.people = [Member.objects.create_user(f"p{n}@example.org", name=name) for n, name in enumerate(names)]
        self.rose, self.malo, self.ines = self.people[:3]
        for circle in (board, group):
            for person in self.people:
                Mandate.objects.create(member=person, circle=circle, since=date(2026, 1, 1))
        for number in range(12):
            self.at(2 * number, 10, lambda circle=(board, group)[number % 2], n=number: self._propose(circle, n))
        for number, circle in enumerate((board, group, board)):
            self.at(BEFORE + 1 + 4 * number, 11, lambda circle=circle, n=number: self._convene(circle, n))
        self.at(BEFORE + 2, 9, lambda: self._vote(board))
        self.at(BEFORE + 4, 9, lambda: self._vote(group, secret=True))

    def _propose(self, circle: Any, number: int) -> None:
        from proposals import actions

        proposal = actions.write_proposal(
            circle,
            title=f"Proposition {number + 1}",
            text="Nous le faisons.",
            need="Il le faut.",
            facilitator=self.ines,
            review_on=(self.begins_at + timedelta(days=200)).date(),
            actor=self.malo,
        )
        actions.present(proposal, actor=self.malo)

    def _others_answer(self) -> None:
        """Everybody else consents as soon as they are asked."""
        from proposals import actions
        from proposals.models import Position, Round

        for round in Round.objects.open():
            answered = set(Position.objects.filter(round=round).values_list("member", flat=True))
            for person in self.people[1:]:
                if person.pk not in answered:
                    actions.take_position(round, kind="consent", actor=person)

    def _convene(self, circle: Any, number: int) -> None:
        from assembly import actions
        from journal.clock import now

        starts_at = now() + timedelta(days=6, hours=8)
        meeting = actions.plan_meeting(
            circle,
            title=f"Réunion {number + 1}",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
            actor=self.ines,
        )
        actions.add_item(meeting, title="Le four", actor=self.ines)
        actions.convene(meeting, actor=self.ines)

    def _vote(self, circle: Any, *, secret: bool = False) -> None:
        from journal.clock import now
        from votes.actions import open_consultation, plan_consultation
        from votes.counting.majority import MajorityRules
        from votes.questions import QuestionSpec

        rules = MajorityRules(secret=secret)
        question = QuestionSpec("Où part-on ?", rules, secret=secret, closes_at=now() + timedelta(days=7))
        open_consultation(plan_consultation(question, host=circle.topic, actor=self.malo), actor=self.malo)

    def _let_letters_leave(self) -> None:
        from journal import schedule
        from members.due import send_mail

        for due in schedule.due():
            if due.name != "letters":
                due.run()
        send_mail()

    def _answer(self) -> None:
        """Whatever a letter asked of her: she reacts, takes her positions, votes."""
        from members.models import Notification
        from members.panels import waiting_for
        from proposals import actions
        from proposals.models import Proposal
        from proposals.queries import open_round_of
        from votes.models import Ballot

        told = set(Notification.objects.filter(member=self.rose, mail__isnull=False).values_list("kind", "about"))
        for thing in waiting_for(self.rose):
            if (thing.kind, thing.about) not in told:
                continue
            key = int(thing.about.partition(":")[2])
            if thing.kind == "reaction":
                actions.react(Proposal.objects.get(pk=key), actor=self.rose)
            elif thing.kind == "position" and (round := open_round_of(Proposal.objects.get(pk=key))):
                actions.take_position(round, kind="consent", actor=self.rose)
            elif thing.kind == "vote":
                self._cast(Ballot.objects.get(pk=key))

    def _cast(self, ballot: Any) -> None:
        from votes.actions import cast_vote, seal_vote

        if ballot.is_secret:
            seal_vote(ballot, elector=self.rose, choice="for", code="4F7K2MNPQ9RT8VWX", actor=self.rose)
        else:
            cast_vote(ballot, elector=self.rose, choice="for", actor=self.rose)

    def _letters(self) -> list[dict[str, Any]]:
        from django.utils import timezone

        from members.models import Mail

        letters = Mail.objects.filter(member=self.rose, sent_at__gte=self.begins_at + timedelta(days=BEFORE)).order_by(
            "sent_at"
        )
        return [
            {
                "left_at": f"{timezone.localtime(letter.sent_at):%a %d/%m %H:%M}",
                "subject": letter.subject,
                "first_line": letter.text.partition("\n")[0],
                "things": [f"{one.kind} {one.about} {one.key}" for one in letter.notifications.all()]
                or [f"{letter.kind} {letter.key}"],
            }
            for letter in letters
        ]


def main() -> int:
    django.setup()
    from django.conf import settings
    from django.utils import timezone

    settings.MAIL_LEAVES = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    monday = timezone.localdate() + timedelta(days=7 - timezone.localdate().weekday())
    first = timezone.make_aware(datetime(monday.year, monday.month, monday.day, 7)) - timedelta(days=BEFORE)
    print(json.dumps(Fortnight(first).run()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
