"""The API's addresses, under /api/v1/: each app registers its view sets on this router."""

from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from assembly.api.items import ItemViewSet
from assembly.api.meetings import MeetingViewSet
from assembly.api.noted_decisions import NotedDecisionViewSet
from commissions.api.circles import CircleViewSet
from commissions.api.joining import JoinRequestViewSet
from commissions.api.qualifications import QualificationViewSet
from commissions.api.roles import CircleRoleViewSet, RoleHoldingViewSet
from commissions.api.rotas import RotaViewSet, ShiftViewSet
from commissions.api.task_files import TaskFileViewSet
from commissions.api.tasks import ChecklistLineViewSet, TaskCommentViewSet, TaskViewSet
from commissions.api.turns import AbsenceViewSet, SwapViewSet, TurnViewSet
from journal.api import JournalView
from members.api.letters import LettersView, MutesView, MuteView
from members.api.people import MembersView, MeView
from proposals.api.advice import AdviceViewSet
from proposals.api.attached_files import AttachedFileViewSet
from proposals.api.decisions import DecisionViewSet
from proposals.api.elections import ElectionViewSet
from proposals.api.passages import CommentViewSet, SuggestedEditViewSet
from proposals.api.process_templates import ProcessTemplateViewSet
from proposals.api.proposals import ProposalViewSet
from proposals.api.rounds import ObjectionViewSet
from proposals.api.stages import QuestionViewSet
from proposals.api.wording import WordingHelpViewSet
from votes.api.ballots import BallotViewSet
from votes.api.consultations import ConsultationViewSet
from votes.api.paper import PaperViewSet
from votes.api.proxies import GatheringViewSet, ProxyViewSet

router = SimpleRouter()
router.register("meetings", MeetingViewSet, basename="api-meeting")
router.register("items", ItemViewSet, basename="api-item")
router.register("noted-decisions", NotedDecisionViewSet, basename="api-noted-decision")
router.register("circles", CircleViewSet, basename="api-circle")
router.register("join-requests", JoinRequestViewSet, basename="api-join-request")
router.register("decisions", DecisionViewSet, basename="api-decision")
router.register("elections", ElectionViewSet, basename="api-election")
router.register("proposals", ProposalViewSet, basename="api-proposal")
router.register("attached-files", AttachedFileViewSet, basename="api-attached-file")
router.register("questions", QuestionViewSet, basename="api-question")
router.register("objections", ObjectionViewSet, basename="api-objection")
router.register("wording-helps", WordingHelpViewSet, basename="api-wording-help")
router.register("advices", AdviceViewSet, basename="api-advice")
router.register("process-templates", ProcessTemplateViewSet, basename="api-process-template")
router.register("comments", CommentViewSet, basename="api-comment")
router.register("suggested-edits", SuggestedEditViewSet, basename="api-suggested-edit")
router.register("ballots", BallotViewSet, basename="api-ballot")
router.register("consultations", ConsultationViewSet, basename="api-consultation")
router.register("gatherings", GatheringViewSet, basename="api-gathering")
router.register("proxies", ProxyViewSet, basename="api-proxy")
router.register("papers", PaperViewSet, basename="api-paper")
router.register("tasks", TaskViewSet, basename="api-task")
router.register("checklist-lines", ChecklistLineViewSet, basename="api-checklist-line")
router.register("task-files", TaskFileViewSet, basename="api-task-file")
router.register("task-comments", TaskCommentViewSet, basename="api-task-comment")
router.register("roles", CircleRoleViewSet, basename="api-role")
router.register("holdings", RoleHoldingViewSet, basename="api-holding")
router.register("rotas", RotaViewSet, basename="api-rota")
router.register("qualifications", QualificationViewSet, basename="api-qualification")
router.register("shifts", ShiftViewSet, basename="api-shift")
router.register("turns", TurnViewSet, basename="api-turn")
router.register("swaps", SwapViewSet, basename="api-swap")
router.register("absences", AbsenceViewSet, basename="api-absence")

urlpatterns: list[URLPattern | URLResolver] = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("journal/", JournalView.as_view(), name="journal-list"),
    path("me/", MeView.as_view(), name="me-detail"),
    path("me/letters/", LettersView.as_view(), name="api-letters"),
    path("me/letters/mutes/", MutesView.as_view(), name="api-mutes"),
    path("me/letters/mutes/<int:pk>/", MuteView.as_view(), name="api-mute"),
    path("members/", MembersView.as_view(), name="members-list"),
    path("", include(router.urls)),
]
