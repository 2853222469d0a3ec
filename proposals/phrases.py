"""What the proposals' entries in the journal say to people, and why an act is refused."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from proposals.process import Act

SENTENCES = {
    "proposal.presented": _("The proposal is presented to its circle."),
    "proposal.put_to_meeting": _("The proposal is put to a meeting."),
    "proposal.put_to_vote": _("The proposal is put to a vote."),
    "proposal.vote_opened": _("The vote on version %(version)s of the proposal is open online."),
    "proposal.opinion": _("It is an opinion, to be ratified by a meeting: %(result)s"),
    "proposal.not_ratified": _("The opinion is not ratified: %(result)s"),
    "proposal.rejected": _("The proposal is rejected: %(result)s"),
    "proposal.set_aside": _("The proposal is set aside: %(reason)s"),
    "proposal.sent_back": _("The proposal is sent back to be reworked: %(reason)s"),
    "proposal.withdrawn": _("The proposal is withdrawn by its author."),
    "proposal.overtaken": _("What the proposal would replace has been replaced meanwhile, by decision %(decision)s."),
    "proposal.names_another": _("Its author says anew which decision the proposal replaces, if any."),
    "proposal.handed": _("Another circle is asked to take the proposal on: %(reason)s"),
    "proposal.escalated": _("The other circle takes the proposal on."),
    "proposal.returned": _("The other circle sends the proposal back: %(reason)s"),
    "proposal.not_taken": _("The other circle did not answer in time: the proposal is back in its own."),
    "proposal.taken_on": _("%(actor)s takes on, for this circle, a proposal handed by another."),
    "proposal.lapsed": _("The proposal has lapsed."),
    "proposal.resumed": _("The proposal is taken up again."),
    "stage.opened": _("The proposal enters its next stage."),
    "stage.over": _("The time of a stage is over."),
    "stage.timed": _("The stage goes on online, until its announced end."),
    "stage.extended": _("The stage is extended, once, by its own length."),
    "stage.minutes_granted": _("%(actor)s gives the stage %(minutes)s more minutes."),
    "proposal.paused": _("%(actor)s pauses the proposal: %(reason)s"),
    "proposal.pause_ended": _("%(actor)s ends the pause: the proposal goes on."),
    "proposal.taken_online": _("The proposal goes on online."),
    "question.asked": _("A question: %(text)s"),
    "question.answered": _("The author answers: %(answer)s"),
    "question.answered_aloud": _("%(actor)s noted that the question of %(member:asker)s was answered aloud."),
    "question.reopened": _("%(actor)s reopened their question: it was not answered."),
    "question.left_open": _("A question is left open by the person who asked it."),
    "question.let_go": _("%(actor)s leaves a question of %(member:asker)s open: %(reason)s"),
    "author.replaced": _("%(member:author)s takes over the text of %(member:former)s."),
    "facilitator.replaced": _("%(member:facilitator)s facilitates in place of %(member:former)s."),
    "facilitator.asked": _("%(member:facilitator)s is asked to facilitate."),
    "facilitator.agreed": _("%(member:facilitator)s agrees to facilitate."),
    "facilitator.declined": _("%(member:asked)s does not facilitate: %(member:facilitator)s is asked instead."),
    "facilitator.suggested": _("%(actor)s would ask %(member:person)s to facilitate: a second member settles it."),
    "decider.asked": _("%(member:decider)s is asked to decide, after advice."),
    "decider.agreed": _("%(member:decider)s agrees to decide, after advice."),
    "decider.declined": _("%(member:asked)s does not decide: the author asks somebody else."),
    "advice.asked": _("%(actor)s asks for the advice of %(member:advisers)s."),
    "advice.given": _("%(actor)s gives their advice: %(text)s"),
    "advice.answered": _("%(actor)s answers the advice of %(member:adviser)s: %(answer)s"),
    "proposal.not_done": _("%(member:decider)s decides not to do it: %(reason)s"),
    "proposal.known": _("It is known to the circle. Said to have read it: %(read)s."),
    "process_template.added": _("%(actor)s adds a template of process: %(name)s"),
    "process_template.changed": _("%(actor)s changes a template of process: %(name)s"),
    "process_template.removed": _("%(actor)s removes a template of process: %(name)s"),
    "reaction.given": _("%(actor)s has reacted."),
    "file.attached": _("%(actor)s attaches a file: %(name)s"),
    "file.presented": _("A file comes with the text: %(name)s"),
    "file.removed": _("%(actor)s takes a file away: %(name)s"),
    "file.erased": _("%(actor)s erases a file that should not have been there: %(name)s"),
    "text.kept": _("The author keeps the text (version %(version)s)."),
    "text.amended": _("The author writes version %(version)s of the text."),
    "edit.suggested": _("%(actor)s suggests other words in place."),
    "edit.taken": _("The change suggested by %(member:suggester)s is taken into the text."),
    "edit.partly_taken": _("The change suggested by %(member:suggester)s is partly taken into the text."),
    "edit.refused": _("The change suggested by %(member:suggester)s is not taken: %(reason)s"),
    "edit.obsolete": _("The words that %(member:suggester)s suggested to change are no longer in the text."),
    "edit.withdrawn": _("%(actor)s takes back the change that they suggested."),
    "comment.made": _("%(actor)s comments on some words of the text."),
    "comment.answered": _("%(actor)s answers a comment on the text."),
    "comment.settled": _("The comment of %(member:commenter)s is settled."),
    "comment.reopened": _("The comment of %(member:commenter)s is open again."),
    "round.opened": _("Everybody is asked whether they object to version %(version)s (round %(number)s)."),
    "round.reminded": _("Those who have not answered are reminded: their silence is presumed to consent."),
    "round.put_off": _("The round ends later, so that whoever is reminded has a day to answer."),
    "round.extended": _("Too few people have answered: the round is extended."),
    "round.closed": _("The positions are shown together."),
    "position.taken": _("%(actor)s has answered."),
    "position.noted": _("%(actor)s noted the answer of %(member:member)s, to be confirmed."),
    "position.confirmed": _("%(actor)s confirmed the answer that was noted for %(member:member)s: it counts."),
    "position.note_dropped": _("The answer that was noted for %(member:member)s is taken back."),
    "objection.worded": _("The reason of an objection is made clearer."),
    "objection.suggested": _("%(actor)s suggests: %(suggestion)s"),
    "objection.passed": _("%(actor)s has nothing to suggest: the author may write the next version."),
    "objection.answered": _("Version %(version)s changes the text to answer an objection."),
    "objection.ended": _("An objection has ended."),
    "objection.tested": _("An objection is tested aloud: does it show a harm to the aim, or a better way?"),
    "objection.carried": _(
        "%(member:agreed)s agree, each by name, to carry %(member:objector)s’s objection as a concern."
    ),
    "circle.asked": _("%(member:asked)s are asked, each by name, to carry an objection as a concern."),
    "circle.answered": _("%(actor)s has answered about an objection."),
    "circle.refused": _("The objection stands: not all of those who were asked agreed to carry it as a concern."),
    "decision.recorded": _("Decision %(number)s is written in the register: %(title)s"),
    "decision.earlier_entered": _("%(actor)s enters a decision older than the platform: %(title)s"),
    "decision.earlier_confirmed": _("%(actor)s confirms a decision older than the platform."),
    "decision.followed_up": _("%(actor)s says how far decision %(number)s is carried out."),
    "decision.review_day_chosen": _("%(actor)s chose the day to look at decision %(number)s again: %(review_on)s."),
    "review.opened": _("The circle is asked whether it keeps decision %(number)s."),
    "review.answered": _("%(actor)s has answered about keeping a decision."),
    "review.closed": _("The review of decision %(number)s is closed."),
    "reopening.asked": _("%(actor)s brings a new fact about decision %(number)s: %(fact)s"),
    "reopening.open_to_all": _(
        "The request about decision %(number)s was not answered in time: any member of the circle may answer it."
    ),
    "reopening.accepted": _("%(actor)s opens the process anew about decision %(number)s."),
    "reopening.declined": _("%(actor)s answers that decision %(number)s stays as it is: %(reason)s"),
    "decision.published": _("%(actor)s changed who may read a decision of the circle."),
    "decision.filed": _("The decision is filed under another subject."),
}

_ONLY_AUTHOR = _("Only the author of the proposal does this. You can ask them a question.")
_ONLY_FACILITATOR = _("Whoever facilitates the proposal does this. Tell them what you would like.")
_AUTHOR_OR_FACILITATOR = _("The author does this, or whoever facilitates. Tell one of them what you would like.")
_ONLY_DECIDER = _("Whoever decides does this, once they have agreed to. You can give your advice, or ask a question.")
_ONLY_NAMED_DECIDER = _("The person who was asked to decide says whether they do.")
_ONLY_RECEIVER = _("Whoever coordinates the circle that it is handed to answers, or any member where nobody does.")
_ONLY_INVITED = _("The person who was asked to facilitate says whether they do.")
_ONLY_OBJECTOR = _("An objection belongs to the person who raised it: talk with them.")

OF_THE_FACILITATOR = (
    *(Act.GRANT_MINUTES, Act.PUT_TO_MEETING, Act.NEXT_STAGE, Act.OPEN_ROUND, Act.CLOSE_ROUND, Act.TEST, Act.ASK_CIRCLE),
    *(Act.PUT_TO_VOTE, Act.DECIDE, Act.SEND_BACK, Act.SET_ASIDE, Act.ESCALATE, Act.LAPSE, Act.RESUME),
)

REFUSALS: dict[str, Any] = {
    "list": _("Proposals are for the members of the collective. Sign in, and you will come back here."),
    "read": _("This proposal is not open to you: its circle keeps it to its members, or it is still being written."),
    "bring_to_meeting": _("Whoever facilitates the meeting, or the author, puts a proposal to it."),
    "take_up_text": _(
        "A text is taken up by those who may read it, and write proposals to its circle: tell one of them."
    ),
    "write": _("This circle keeps its proposals to its members. Tell one of them your idea."),
    "read_decision": _("This decision is not public. Sign in, or ask somebody of the circle."),
    "note_answered_aloud": _("Whoever asked says that they were answered, or whoever facilitates."),
    "reopen_question": _("A question is reopened by whoever asked it."),
    "note_position": _(
        "The answer of somebody without a phone is noted by whoever facilitates, or holds a role in the meeting: tell "
        "one of them."
    ),
    "confirm_noted": _(
        "It is confirmed by the person who answered, or by somebody with a role in the meeting who did not note it, "
        "and neither wrote the proposal nor facilitates."
    ),
    "drop_noted": _("It is taken back by whoever noted it, or by the person whose answer it is."),
    "follow_up": _("Whoever carries it out, and the members of the circle, say how far it is: tell one of them."),
    "read_comment": _("This circle’s rule: you read what the others say once you have answered yourself."),
    "withdraw_edit": _("A suggested change is taken back by whoever suggested it."),
    "answer_review": _("Those who voted in the circle when the review opened answer it: you can tell one of them."),
    "answer_review_in_meeting": _("Whoever conducts a meeting of its circle that is under way notes what it answers."),
    "ask_to_reopen": _("The members of the circle ask to decide anew: tell one of them the new fact."),
    "answer_reopening": _(
        "The author, whoever facilitated and those who coordinate the circle answer first; after four days, any other "
        "member of the circle."
    ),
    "erase_file": _(
        "Whoever coordinates the circle erases a file that should not be there, or whoever administers: tell one of "
        "them."
    ),
    "publish": _("Only members of the circle choose who may read its decisions."),
    "keep_templates": _(
        "Whoever coordinates the circle keeps its templates of process, or any of its members where nobody does: tell "
        "one of them which one you miss."
    ),
    "file": _("Only members of the circle choose under which subject its decisions stand."),
    Act.BRING_OPINION: _("An opinion is put to a meeting by the members of its circle: tell one of them."),
    Act.EDIT: _ONLY_AUTHOR,
    Act.PRESENT: _ONLY_AUTHOR,
    Act.ATTACH: _("The author attaches files, or whoever facilitates: give them yours."),
    Act.DETACH: _("A file is taken away by whoever attached it, or by the author."),
    Act.ASK: _("Members may ask where the circle is open; the author answers."),
    Act.ANSWER: _ONLY_AUTHOR,
    Act.LEAVE_OPEN: _("The person who asked leaves a question open, or whoever facilitates once that person is gone."),
    Act.REACT: _("The members of the circle react, and the author listens."),
    Act.KEEP: _ONLY_AUTHOR,
    Act.ASK_ADVICE: _("Its author, or whoever decides, asks for advice: tell one of them whom it concerns."),
    Act.ADVISE: _("Those who were asked by name give their advice. You can ask a question, or ask to be heard."),
    Act.ANSWER_ADVICE: _ONLY_DECIDER,
    Act.MARK_READ: _("The members of its circle say that they have read it. You can ask a question."),
    Act.TAKE_DECISION: _ONLY_DECIDER,
    Act.AGREE_TO_DECIDE: _ONLY_NAMED_DECIDER,
    Act.DECLINE_TO_DECIDE: _ONLY_NAMED_DECIDER,
    Act.REPLACE_DECIDER: _("Whoever coordinates the circle names another, or the author where nobody decides."),
    Act.FACILITATE: _("A member of the circle facilitates in place of somebody who has left."),
    Act.AGREE_TO_FACILITATE: _ONLY_INVITED,
    Act.DECLINE_TO_FACILITATE: _ONLY_INVITED,
    Act.REPLACE_FACILITATOR: _("Whoever coordinates the circle asks another, or two members where nobody does."),
    Act.TAKE_OVER: _("A member of the circle takes over a text whose author is gone."),
    Act.AMEND: _("The author changes the text, or whoever decides alone. Suggest other words, or ask a question."),
    Act.SUGGEST_EDIT: _(
        "The members of the circle suggest other words, and those who are asked for advice; whoever writes the text "
        "improves it directly."
    ),
    Act.REFUSE_EDIT: _("A suggested change is answered by the author of the text, or by whoever decides alone."),
    Act.COMMENT: _("Members comment where the circle is open; a closed circle keeps its texts to its members."),
    Act.SETTLE_COMMENT: _("A comment is settled by whoever wrote it, or by whoever writes the text: answer it."),
    Act.OBJECT_BEFOREHAND: _("The members of the circle object. You can tell one of them what you see."),
    Act.TAKE_POSITION: _(
        "Those who were members of the circle when the round opened are asked. You can write to one of them."
    ),
    Act.ASK_HELP: _ONLY_OBJECTOR,
    Act.HELP_TO_WORD: _(
        "Whoever objects asks somebody by name to help to word it: nobody else sees it before the close."
    ),
    Act.VOTE_ONLINE: _("Whoever facilitates the proposal, or coordinates its circle, opens its vote online."),
    Act.CHOOSE_REPLACED: _ONLY_AUTHOR,
    Act.ACCEPT: _ONLY_RECEIVER,
    Act.RETURN: _ONLY_RECEIVER,
    Act.WITHDRAW: _ONLY_AUTHOR,
    Act.WORD: _ONLY_OBJECTOR,
    Act.SUGGEST: _ONLY_OBJECTOR,
    Act.SUGGEST_NOTHING: _ONLY_OBJECTOR,
    Act.LIFT: _ONLY_OBJECTOR,
    Act.CONCEDE: _ONLY_OBJECTOR,
    Act.AGREE: _("Those who took a position on this version, and are still in the circle, answer, each by name."),
    Act.CHOOSE_REVIEW_DAY: _("Its author, whoever facilitates it or coordinates its circle chooses that day."),
    **dict.fromkeys((Act.EXTEND, Act.PAUSE, Act.END_PAUSE, Act.TAKE_ONLINE), _AUTHOR_OR_FACILITATOR),
    **dict.fromkeys(OF_THE_FACILITATOR, _ONLY_FACILITATOR),
}
