"""What anybody may try with an election without candidate, each with the act of its table that it is."""

from datetime import date

from proposals import actions
from proposals.election_process import ElectionAct
from proposals.models import Candidacy, CandidacyAnswer, Election, Nomination
from tests.proposals.paths.path import Deed, one_of
from tests.proposals.paths.rounds import POSITIONS
from votes.actions import end_ballot_now


def the_election() -> Election:
    """The one that people talk about now: the latest."""
    return one_of(Election.objects.order_by("-pk")[:1], 0)


def the_candidacy() -> Candidacy:
    return one_of(Candidacy.objects.order_by("-pk")[:1], 0)


def an_answer(number: int) -> CandidacyAnswer:
    return one_of(CandidacyAnswer.objects.order_by("-pk"), number)


def start(path, who, number):
    facilitator = path.member(("ines", "malo", "rose")[number % 3])
    words = {"title": f"Trésorerie {number}", "mission": path.words(), "criteria": path.words()}
    return actions.start_election(path.circle, **words, until=date(2035, 12, 31), facilitator=facilitator, actor=who)


def describe(path, who, number):
    election = the_election()
    words = {"title": path.words(), "mission": path.words(), "criteria": path.words()}
    facilitator = path.member(("ines", "malo", "rose")[number % 3])
    return actions.describe_role(election, **words, until=election.until, facilitator=facilitator, actor=who)


def put(act, **more) -> Deed:
    return lambda path, who, number: act(the_election(), **more, actor=who)


def nominate(path, who, number):
    election = the_election()
    nominee = path.member(("rose", "zoe", "malo", "noe")[number % 4])
    return actions.nominate(election, nominee=nominee, reason=path.words("names", election.pk, who.pk), actor=who)


def change(path, who, number):
    nominee = path.member(("rose", "zoe", "malo")[number % 3])
    return actions.change_nomination(the_election(), nominee=nominee, reason=path.words(), actor=who)


def note_nomination(path, who, number):
    member, nominee = path.member(("paul", "zoe")[number % 2]), path.member("rose")
    return actions.note_nomination(the_election(), member=member, nominee=nominee, reason="entendu", actor=who)


def confirm_nomination(path, who, number):
    return actions.confirm_nomination(one_of(Nomination.objects.order_by("-pk"), number), actor=who)


def drop_nomination(path, who, number):
    return actions.drop_nomination(one_of(Nomination.objects.order_by("-pk"), number), actor=who)


def propose(path, who, number):
    person = path.member(("rose", "zoe", "malo")[number % 3])
    return actions.propose_person(the_election(), person=person, argument=path.words(), actor=who)


def answering(kind: str) -> Deed:
    def answer(path, who, number):
        candidacy = the_candidacy()
        path.forgets("concern", candidacy.pk, who.pk)
        text = path.words("concern", candidacy.pk, who.pk) if kind == "concern" else ""
        objection = path.reason("reason", candidacy.pk, who.pk) if kind == "objection" and number % 3 else None
        return actions.answer_candidacy(candidacy, kind=kind, text=text, objection=objection, actor=who)

    return answer


def note_answer(path, who, number):
    member = path.member(("paul", "zoe")[number % 2])
    return actions.note_answer(the_candidacy(), member=member, kind=POSITIONS[number % 2], actor=who)


def ask_for_help(path, who, number):
    helper = path.member(("paul", "zoe", "ines")[number % 3])
    return actions.ask_for_help_in_election(an_answer(number), helper=helper, actor=who)


def help_to_word(path, who, number):
    answer = an_answer(number)
    reason = path.reason("reason", answer.candidacy_id, answer.member_id)
    return actions.help_to_word_in_election(answer, reason=reason, actor=who)


def word(path, who, number):
    answer = one_of(CandidacyAnswer.objects.filter(kind="objection", objection__isnull=False).order_by("-pk"), number)
    return actions.word_election_objection(answer.objection, reason=path.reason(), actor=who)


def lift(path, who, number):
    answer = an_answer(number)
    text = path.words() if answer.stands else ""  # what ended already is left as it is
    return actions.lift_election_objection(answer, text=text, actor=who)


def accept(path, who, number):
    return actions.accept_candidacy(the_candidacy(), text=path.words(), actor=who)


def decline(path, who, number):
    return actions.decline_candidacy(the_candidacy(), text=path.words(), actor=who)


def set_aside(path, who, number):
    return actions.set_election_aside(the_election(), reason=path.words(), actor=who)


def pause(path, who, number):
    return actions.pause_election(the_election(), days=1 + number % 14, reason=path.words(), actor=who)


def grant_minutes(path, who, number):
    election = the_election()
    return actions.grant_election_minutes(election, stage=election.state, granted=election.extra_minutes, actor=who)


def end_ballot(path, who, number):
    election = the_election()
    return end_ballot_now(one_of([election.ballot] if election.ballot else [], 0), actor=who)


ELECTIONS: dict[str, tuple[ElectionAct, Deed]] = {
    "describe the role": (ElectionAct.DESCRIBE, describe),
    "go on": (ElectionAct.NEXT_STAGE, put(actions.next_election_stage)),
    "name": (ElectionAct.NOMINATE, nominate),
    "change": (ElectionAct.CHANGE, change),
    "note a nomination": (ElectionAct.NOMINATE, note_nomination),
    "confirm a nomination": (ElectionAct.NOMINATE, confirm_nomination),
    "drop a nomination": (ElectionAct.NOMINATE, drop_nomination),
    "propose": (ElectionAct.PROPOSE, propose),
    "consent": (ElectionAct.ANSWER, answering("consent")),
    "object": (ElectionAct.ANSWER, answering("objection")),
    "have a concern": (ElectionAct.ANSWER, answering("concern")),
    "stand aside": (ElectionAct.ANSWER, answering("stand_aside")),
    "note an answer": (ElectionAct.ANSWER, note_answer),
    "confirm an answer": (ElectionAct.ANSWER, lambda path, who, n: actions.confirm_answer(an_answer(n), actor=who)),
    "drop an answer": (ElectionAct.ANSWER, lambda path, who, n: actions.drop_answer(an_answer(n), actor=who)),
    "ask for help": (ElectionAct.ASK_HELP, ask_for_help),
    "help": (ElectionAct.HELP_TO_WORD, help_to_word),
    "show the answers": (
        ElectionAct.CLOSE,
        lambda path, who, n: actions.close_candidacy(the_candidacy(), actor=who),
    ),
    "word": (ElectionAct.WORD, word),
    "lift": (ElectionAct.LIFT, lift),
    "accept": (ElectionAct.ACCEPT, accept),
    "decline": (ElectionAct.DECLINE, decline),
    "end the ballot": (ElectionAct.RATIFY, end_ballot),
    "extend": (ElectionAct.EXTEND, put(actions.extend_election_stage)),
    "pause": (ElectionAct.PAUSE, pause),
    "end the pause": (ElectionAct.END_PAUSE, put(actions.end_election_pause)),
    "grant minutes": (ElectionAct.GRANT_MINUTES, grant_minutes),
    "facilitate": (ElectionAct.FACILITATE, put(actions.facilitate_election)),
    "decline to facilitate": (ElectionAct.DECLINE_TO_FACILITATE, put(actions.decline_election_facilitation)),
    "set aside": (ElectionAct.SET_ASIDE, set_aside),
}
