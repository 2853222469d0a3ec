"""All that votes offer the other apps, one list for each sort. Read once, when the process starts."""

from journal import schedule
from journal.comparisons import comparisons
from journal.phrases import sentences
from journal.schedule import Due
from journal.topics import register
from members import forgetting, outbox
from members import panels as members_panels
from members.answers import kinds as answer_kinds
from members.notifications import kinds as notification_kinds
from realtime import counts, pages
from votes import answers, comparison, due, live, notifications, panels, phrases, topics
from votes.actions import counting, forget_votes
from votes.actions.shuffling import shuffle_ballots
from votes.actions.voiding import look_for_keys
from votes.letters import proxies as proxy_letters
from votes.models import Ballot
from votes.queries import paper, proxies
from web import lanes
from web.refusals import explain

# Kinds of topics
register(topics.BallotKind(), topics.GatheringKind(), topics.ConsultationKind())

# What the journal and refusals say
sentences.register_all(phrases.SENTENCES)
explain("votes", phrases.REFUSALS)

# Live pages
pages.register(live.BallotPage())
counts.watched.register(Ballot.topic_prefix, live.votes_cast)

# What waits for a person
members_panels.waiting.register("votes", panels.waiting)
members_panels.waiting.register("proxies", proxies.waiting)
members_panels.waiting.register("papers", paper.waiting)

# Letters, when they leave
outbox.renewals.register_all(proxy_letters.RENEWALS)
outbox.renewals.register(counting.WARNING, counting.renew_warning)
notification_kinds.register_all(notifications.KINDS)
answer_kinds.register_all(answers.KINDS)

# What is compared with the journal; what is forgotten with a person
comparisons.register("ballots", comparison.ballots)
comparisons.register("votes noted for somebody", comparison.noted_votes)
forgetting.elsewhere.register("votes", lambda member, actor: forget_votes(member, actor=actor))

# What falls due
schedule.by_app.register(
    "votes",
    [
        Due("ballots whose time has passed", due.close_ballots, due.next_closing),
        Due("ballots that are being counted", counting.count_ballots, due.next_count),
        Due("the keys of secret ballots", look_for_keys),
        Due("ballots that open", due.open_consultations),
        Due("reminders of ballots", due.remind_ballots),
        Due("arrivals marked by another", due.tell_presences),
        Due("what secret ballots left behind", shuffle_ballots),
        Due("what was asked of proxy holders", due.erase_all_instructions),
    ],
)

# Votes that wait for one another are committed together
lanes.voting.register("votes", {"ballot-votes"})
