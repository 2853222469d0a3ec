"""What a meeting's page says before it opens: whether it will be able to decide, and what is missing."""

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assembly.models import Convocation, Meeting
from assembly.validity import (
    DECIDES,
    by_article,
    clear_days,
    days_needed,
    is_as_convened,
    is_late,
    left_at,
    named,
    quorum_in_words,
    rewritten_in_words,
    rules_of_gathering,
    second_in_words,
)
from commissions.models import Circle
from commissions.queries import people_of
from journal.clock import now
from members.models import Member
from proposals.models import Version
from web.components import Notice
from web.dates import clock, day


def before_opening(meeting: Meeting) -> list[Notice]:
    """What the page says before the meeting opens: whether its decisions will be valid, and why."""
    if meeting.is_asked or meeting.is_cancelled:
        return []
    circle = meeting.circle
    sent = [one for one in meeting.convocations.all() if is_as_convened(meeting, one)]
    in_time = [one for one in sent if not is_late(one)]
    notices = [_in_time(meeting, in_time[0]) if in_time else _not_in_time(meeting, bool(sent))]
    if meeting.is_second:
        notices.append(Notice("sky", second_in_words(meeting)))
        notices += [Notice("lamp", text) for text in rewritten_in_words(meeting)]
    if circle.is_assembly and in_time and not circle.decides_added:
        convened = {one.pk for one in in_time}
        notices += [
            Notice(
                "lamp",
                _("“%(title)s” is in no convocation that left in time: it can be talked about, not decided.")
                % {"title": named(item)},
            )
            for item in meeting.items.all()
            if item.kind in DECIDES and item.convocation_id not in convened
        ]
    if sent:
        notices += _papers(meeting, sent[-1])
    return [*notices, *_quorum(meeting), *_at_a_distance(meeting)]


def before_sending(meeting: Meeting, convocation: Convocation) -> list[Notice]:
    """What whoever is about to send this convocation is told: that one left already, whom it does not reach, that it is
    late, what follows."""
    notices = []
    if sent := meeting.convocations.last():
        text = _("A convocation already left on %(day)s. Sending again writes to everybody again.")
        notices.append(Notice("sky", text % {"day": day(sent.sent_at, year=True)}))
    without = people_of(meeting.circle).filter(email__endswith=f"@{Member.WITHOUT_ADDRESS}")
    if names := list(without.values_list("name", flat=True)):
        text = _("To be told on paper, for want of an address: %(names)s.")
        notices.append(Notice("lamp", text % {"names": ", ".join(names)}))
    if not convocation.is_late:
        return notices
    text = ngettext(
        "The circle's rules ask for %(days)s clear day between the letter and the meeting: this is later. "
        "You can send it all the same; it will say so, and so will the minutes.",
        "The circle's rules ask for %(days)s clear days between the letter and the meeting: this is later. "
        "You can send it all the same; it will say so, and so will the minutes.",
        convocation.days_needed,
    )
    notices.append(Notice("lamp", text % {"days": convocation.days_needed}))
    if meeting.circle.is_assembly:
        text = _(
            "Convened like this, the assembly can talk about everything and decide nothing. "
            "Choose a later day to let it decide."
        )
        notices.append(Notice("clay", text))
    elif not meeting.circle.decides_late:
        text = _("Convened like this, the meeting decides only while more than half of its members are present.")
        notices.append(Notice("clay", text))
    return notices


def _papers(meeting: Meeting, convocation: Convocation) -> list[Notice]:
    """Whether the texts that are to be decided could be read from the letter on."""
    left = left_at(convocation) or now()
    items = [
        item
        for item in meeting.items.all()
        if item.kind in DECIDES and item.proposal_id and (item.convocation_id or not meeting.circle.is_assembly)
    ]
    texts = Version.objects.filter(proposal__in=[item.proposal_id for item in items]).values_list("proposal")
    written = dict(texts.annotate(Max("created_at")))
    since = [item for item in items if written[item.proposal_id] > left]
    notices = [
        Notice("lamp", _("“%(title)s”: its text was written after the convocation left.") % {"title": named(item)})
        for item in since
    ]
    if items and not since:
        notices.append(Notice("leaf", _("The texts to be decided left with the convocation, and are still the same.")))
    return notices


def _quorum(meeting: Meeting) -> list[Notice]:
    """What it takes to decide, where something does."""
    rule = rules_of_gathering(meeting).quorum
    return [Notice("sky", quorum_in_words(rule))] if rule else []


def _at_a_distance(meeting: Meeting) -> list[Notice]:
    """Whether those who come by the link take part: in an assembly or a board, by an article."""
    circle = meeting.circle
    if not meeting.link or circle.kind not in {Circle.Kind.ASSEMBLY, Circle.Kind.BOARD}:
        return []
    if circle.remote_article:
        values = {"article": circle.remote_article}
        return [Notice("leaf", _("Those who come by the link take part and vote (%(article)s).") % values)]
    return [
        Notice(
            "lamp",
            _(
                "No article of its rules lets anybody take part at a distance: "
                "whoever comes by the link listens, and does not sign in."
            ),
        )
    ]


def _in_time(meeting: Meeting, convocation: Convocation) -> Notice:
    left = left_at(convocation) or now()
    days = max(clear_days(left, meeting.starts_at), 0)
    text = ngettext(
        "Convened in time: the letter left on %(day)s at %(time)s, %(days)d clear day before; %(needed)s are needed.",
        "Convened in time: the letter left on %(day)s at %(time)s, %(days)d clear days before; %(needed)s are needed.",
        days,
    ) % {"day": day(left, year=True), "time": clock(left), "days": days, "needed": convocation.days_needed}
    return Notice("leaf", text + by_article(meeting.circle))


def _not_in_time(meeting: Meeting, is_sent: bool) -> Notice:
    circle = meeting.circle
    sentence = (
        _("The convocation left later than the delay of its rules (clear days: %(needed)s).")
        if is_sent
        else _("It is not convened for this date; its rules ask for a convocation (clear days: %(needed)s).")
    ) % {"needed": days_needed(meeting)}
    if circle.is_assembly:
        tone, what = "clay", _("Opened like this, it can talk about everything and decide nothing.")
    elif circle.decides_late:
        tone, what = "leaf", _("By its rules it decides all the same.")
    else:
        tone, what = "lamp", _("Opened like this, it decides only while more than half of its members are present.")
    return Notice(tone, f"{sentence}{by_article(circle)} {what}")
