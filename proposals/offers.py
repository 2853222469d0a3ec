"""All that proposals and the register offer the other apps, one list for each sort. Read once, at the start."""

from dataclasses import replace

import commissions.circle_endings
import commissions.panels
import members.answers
import members.notifications
import members.panels
import votes.rules
from journal import schedule, triggers
from journal.comparisons import comparisons
from journal.immutability import made_of
from journal.phrases import sentences
from journal.schedule import Due
from journal.topics import register
from members import forgetting
from proposals import (
    answers,
    author_answers,
    comment_answers,
    comparison,
    decider_answers,
    decision_answers,
    due,
    duty_answers,
    earlier_answers,
    earlier_panels,
    edit_answers,
    election_answers,
    election_comparison,
    election_live,
    election_notifications,
    election_panels,
    election_phrases,
    immutability,
    live,
    notifications,
    objector_answers,
    panels,
    phrases,
    text_answers,
    topics,
    unfinished,
)
from proposals.actions import forget_files
from proposals.actions.locks import lock_topic
from proposals.grounds import end_founding_in_time
from proposals.queries.register import is_published
from realtime import pages
from web.refusals import explain

# Kinds of topics
register(topics.ProposalKind(), topics.DecisionKind(), topics.ElectionKind())
votes.rules.publishers.register("decisions", is_published)

# What the journal and refusals say
sentences.register_all(phrases.SENTENCES)
sentences.register_all(election_phrases.SENTENCES)
explain("proposals", phrases.REFUSALS | election_phrases.REFUSALS)

# Live pages
pages.register(live.ProposalPage())
pages.register(election_live.ElectionPage())

# What other pages show of proposals and decisions
members.panels.waiting.register("proposals", panels.waiting_for)
members.panels.waiting.register("reviews", panels.to_look_at_again)
members.panels.waiting.register("requests to decide anew", panels.to_decide_anew)
members.panels.waiting.register("days of reviews", panels.days_to_choose)
members.panels.waiting.register("follow-up", panels.to_carry_out)
members.panels.waiting.register("earlier decisions", earlier_panels.earlier_to_confirm)
members.panels.waiting.register("elections", election_panels.waiting_in_elections)
members.panels.person.register("proposals", panels.of_person)
commissions.panels.circle_panels.register("delegations", panels.domain_of_circle)
commissions.panels.circle_panels.register("proposals", panels.of_circle)
commissions.panels.circle_panels.register("process templates", panels.templates_of_circle)
commissions.panels.circle_panels.register("elections", election_panels.elections_of_circle)
commissions.panels.circle_panels.register("decisions", panels.decided_by_circle)
commissions.panels.beside_roles.register("elections", election_panels.election_of_role)
commissions.panels.beside_rules.register("process templates", panels.link_to_templates)

# What keeps a circle from ending
commissions.circle_endings.unfinished.register("proposals", unfinished.proposals)
commissions.circle_endings.unfinished.register("elections", unfinished.elections)
commissions.circle_endings.unfinished.register("reviews", unfinished.reviews)

# What is forgotten with a person
forgetting.elsewhere.register("files of proposals", lambda member, actor: forget_files(member, actor=actor))

# What letters tell
members.notifications.kinds.register_all(notifications.KINDS)
members.notifications.kinds.register_all(election_notifications.KINDS)
for answered in (
    *(answers, election_answers, duty_answers, text_answers, author_answers, objector_answers, decider_answers),
    *(decision_answers, edit_answers, comment_answers, earlier_answers),
):
    kinds = {name: replace(kind, lock=lock_topic) for name, kind in answered.KINDS.items()}
    members.answers.kinds.register_all(kinds)

# What is never edited, and what is compared with the journal
triggers.makers.register("register of decisions", made_of(immutability.REFUSALS))
comparisons.register("decisions", comparison.decisions)
comparisons.register("texts of proposals", comparison.versions)
comparisons.register("answers noted for somebody", comparison.noted_positions)
comparisons.register("files of proposals", comparison.files)
comparisons.register("nominations of elections", election_comparison.nominations)
comparisons.register("nominations noted for somebody", election_comparison.noted_nominations)
comparisons.register("answers noted for somebody in an election", election_comparison.noted_answers)

# What falls due
schedule.by_app.register(
    "proposals",
    [
        Due("the end of the founding", end_founding_in_time),
        Due("what was decided online", due.conclude_consultations),
        Due("rounds in which silence is presumed to consent", due.remind_all_silent),
        Due("proposals that another circle did not take on", due.return_unanswered),
        Due("proposals that were put to a vote online", due.conclude_votes),
        Due("decisions to look at again", due.open_reviews),
        Due("reviews that are over", due.conclude_reviews),
        Due("decisions to carry out", due.remind_carriers),
        Due("requests to decide anew that nobody answered", due.tell_of_reopenings),
        Due("objections that a circle was asked to carry", due.conclude_requests),
        Due("elections of which a stage is nearly over", due.remind_in_elections),
        Due("elections without candidate", due.move_elections_on),
        Due("who is elected without candidate", due.conclude_elections),
        Due("proposals that go on online", due.give_times),
        Due("votes that go on online", due.bring_votes_online),
        Due("stages that are over", due.end_stages),
    ],
)
