from django.urls import path

from history.views import documents, home, memory, visits

app_name = "history"
urlpatterns = [
    path("welcome/", home.welcome, name="welcome"),
    path("welcome/<slug:step>/marks/", home.welcome_step, name="welcome-step"),
    path("memory/", memory.memory, name="memory"),
    path("search/", memory.search, name="search"),
    path("timeline/", memory.timeline, name="timeline"),
    path("timeline/new/", memory.event_new, name="event-new"),
    path("timeline/<int:pk>/edit/", memory.event_edit, name="event-edit"),
    path("documents/", documents.documents, name="documents"),
    path("documents/new/", documents.document_new, name="document-new"),
    path("documents/<slug:slug>/", documents.document, name="document"),
    path("documents/<slug:slug>/edit/", documents.document_edit, name="document-edit"),
    path("documents/<slug:slug>/publication/", documents.publication, name="document-publication"),
    path("documents/<slug:slug>/versions/", documents.versions, name="document-versions"),
    path("documents/<slug:slug>/versions/<int:number>/", documents.version, name="document-version"),
    path("visits/", visits.visits, name="visits"),
    path("visits/new/", visits.visit_new, name="visit-new"),
    path("visits/<int:pk>/cancelling/", visits.cancelling, name="visit-cancelling"),
    path("visits/<int:pk>/signups/", visits.signing_up, name="visit-signups"),
    path("visits/<int:pk>/signups/cancelling/", visits.signup_cancelling, name="visit-signup-cancelling"),
]
