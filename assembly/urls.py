"""The addresses of meetings. An event is a noun: `POST /meetings/4/opening/`."""

from django.urls import URLPattern, URLResolver, path

from assembly.views import agenda, floor, handover, meetings, minutes, noted_decisions, preparation

app_name = "assembly"
urlpatterns: list[URLPattern | URLResolver] = [
    # meetings
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/new/", meetings.meeting_new, name="meeting-new"),
    path("meetings/now/", meetings.meeting_now, name="meeting-now"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/mine/", meetings.mine, name="mine"),
    path("meetings/<int:pk>/screen/", meetings.screen, name="screen"),
    path("meetings/<int:pk>/calendar.ics", meetings.calendar, name="calendar"),
    # before
    path("meetings/<int:pk>/supports/", preparation.supports, name="supports"),
    path("meetings/<int:pk>/supports/withdrawal/", preparation.support_withdrawal, name="support-withdrawal"),
    path("meetings/<int:pk>/call/", preparation.call, name="call"),
    path("meetings/<int:pk>/edit/", preparation.meeting_edit, name="meeting-edit"),
    path("meetings/<int:pk>/roles/", preparation.roles, name="roles"),
    path("meetings/<int:pk>/agenda/", preparation.agenda_edit, name="agenda-edit"),
    path("meetings/<int:pk>/opinions/", preparation.opinions, name="opinions"),
    path("meetings/<int:pk>/convocation/", preparation.convocation, name="convocation"),
    path("meetings/<int:pk>/replies/", preparation.replies, name="replies"),
    path("items/<int:pk>/", preparation.item_edit, name="item-edit"),
    path("items/<int:pk>/removal/", preparation.item_removal, name="item-removal"),
    path("items/<int:pk>/moves/", preparation.item_moves, name="item-moves"),
    # the agenda moves
    path("meetings/<int:pk>/opening/", agenda.opening, name="opening"),
    path("meetings/<int:pk>/closing/", agenda.closing, name="closing"),
    path("meetings/<int:pk>/steps/", agenda.steps, name="steps"),
    path("items/<int:pk>/conclusion/", agenda.conclusion, name="item-conclusion"),
    path("items/<int:pk>/extension/", agenda.extension, name="item-extension"),
    path("items/<int:pk>/deferral/", agenda.deferral, name="item-deferral"),
    path("items/<int:pk>/reopening/", agenda.reopening, name="item-reopening"),
    path("items/<int:pk>/ballot/", agenda.ballot_new, name="ballot-new"),
    path("items/<int:pk>/ballots/", agenda.ballots, name="ballots"),
    path("items/<int:pk>/polls/", agenda.polls, name="polls"),
    path("items/<int:pk>/ballots/<int:ballot>/closing/", agenda.ballot_closing, name="ballot-closing"),
    path("items/<int:pk>/noted-decisions/", noted_decisions.noting, name="decision-noting"),
    path("noted-decisions/<int:pk>/proposal/", noted_decisions.proposal, name="noted-proposal"),
    path("noted-decisions/<int:pk>/withdrawal/", noted_decisions.withdrawal, name="noted-withdrawal"),
    # who is there, who speaks
    path("meetings/<int:pk>/arrivals/", floor.arrivals, name="arrivals"),
    path("meetings/<int:pk>/arrivals/confirmation/", floor.arrivals_confirmation, name="arrivals-confirmation"),
    path("meetings/<int:pk>/conduct/question/", handover.question, name="conduct-question"),
    path("meetings/<int:pk>/conduct/answer/", handover.answer, name="conduct-answer"),
    path("meetings/<int:pk>/conduct/takeover/", handover.takeover, name="conduct-takeover"),
    path("meetings/<int:pk>/conduct/proposals/", handover.proposals, name="conduct-proposals"),
    path("meetings/<int:pk>/conduct/agreement/", handover.agreement, name="conduct-agreement"),
    path("meetings/<int:pk>/roles/empty/", handover.empty_role, name="empty-role"),
    path("meetings/<int:pk>/people/", floor.people, name="people"),
    path("meetings/<int:pk>/departures/", floor.departures, name="departures"),
    path("meetings/<int:pk>/departures/confirmation/", floor.departures_confirmation, name="departures-confirmation"),
    path("meetings/<int:pk>/hands/", floor.hands, name="hands"),
    path("meetings/<int:pk>/hands/lowering/", floor.lowering, name="hand-lowering"),
    path("hands/<int:pk>/calling/", floor.calling, name="hand-calling"),
    path("turns/<int:pk>/end/", floor.turn_end, name="turn-end"),
    # what is kept
    path("meetings/<int:pk>/notes/", minutes.notes, name="notes"),
    path("items/<int:pk>/notes/", minutes.item_notes, name="item-notes"),
    path("items/<int:pk>/notes/choice/", minutes.notes_choice, name="notes-choice"),
    path("items/<int:pk>/notes/texts/", minutes.note_texts, name="note-texts"),
    path("note-texts/<int:pk>/taking-up/", minutes.text_taking_up, name="text-taking-up"),
    path("meetings/<int:pk>/tasks/", minutes.tasks, name="tasks"),
    path("meetings/<int:pk>/minutes/", minutes.minutes_page, name="minutes"),
    path("meetings/<int:pk>/minutes.md", minutes.minutes_md, name="minutes-md"),
    path("meetings/<int:pk>/minutes.json", minutes.minutes_json, name="minutes-json"),
    path("meetings/<int:pk>/signatures/", minutes.signatures, name="signatures"),
    path("meetings/<int:pk>/signatures/withdrawal/", minutes.signature_withdrawal, name="signature-withdrawal"),
    path("meetings/<int:pk>/corrections/", minutes.corrections, name="corrections"),
]
