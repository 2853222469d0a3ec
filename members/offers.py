"""All that members offer the other apps, one list for each sort. Read once, when the process starts."""

from journal import schedule
from journal.phrases import sentences
from journal.schedule import Due
from journal.topics import register
from members import due, home_panels, notification_letters, outbox, panels, phrases, topics
from members.actions.invitations import INVITATION, renew_invitation
from members.language import keep_language
from web import lanes, preferences
from web.refusals import explain

# Kinds of topics
register(topics.MemberKind(), topics.InvitationKind(), topics.MailKind(), topics.CollectiveKind())

# What the journal and refusals say
sentences.register_all(phrases.SENTENCES)
explain("members", phrases.REFUSALS)

# What waits for a person
panels.waiting.register("beginnings", home_panels.beginnings)
panels.waiting.register("guests", home_panels.guests)
panels.waiting.register("clock", home_panels.clock)
panels.waiting.register("undelivered letters", home_panels.undelivered)
panels.waiting.register("refused addresses", home_panels.addresses_refused)

# Letters, when they leave; the language that a person chose
outbox.renewals.register(INVITATION, renew_invitation)
outbox.renewals.register(notification_letters.LETTER, notification_letters.renew)
preferences.keepers.register("member", keep_language)

# What falls due
schedule.by_app.register(
    "members",
    [
        Due("what people are told", due.tell_notifications),
        Due("letters", due.send_mail_apart),
        Due("sessions that ended", due.end_old_sessions),
    ],
)

# What hashes a password: those who sign in wait for each other, and nobody else for them
lanes.hashing.register("", {"account_login", "account_change_password", "account_set_password"})
