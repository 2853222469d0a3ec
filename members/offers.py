"""All that the members' floor offers the rest of the house, one block a sort. Read once, when the process starts."""

from journal.phrases import sentences
from journal.topics import register
from members import home_panels, outbox, panels, phrases, topics
from members.actions.invitations import renew_invitation
from members.language import keep_language
from web import preferences
from web.refusals import explain

# Kinds of topics
register(topics.MemberKind(), topics.InvitationKind(), topics.MailKind(), topics.CollectiveKind())

# What the journal and refusals say
sentences.register_all(phrases.SENTENCES)
explain("members", phrases.REFUSALS)

# What waits for a person
panels.waiting.register("beginnings", home_panels.beginnings)
panels.waiting.register("clock", home_panels.clock)
panels.waiting.register("undelivered letters", home_panels.undelivered)

# Letters, when they leave; the language that a person chose
outbox.renewals.register("invitation", renew_invitation)
preferences.keepers.register("member", keep_language)
