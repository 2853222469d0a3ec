from django.urls import path

from web import views

app_name = "web"
urlpatterns = [
    path("preferences/", views.preferences, name="preferences"),
    path("drafts/", views.draft, name="draft"),
    path("drafts/removal/", views.draft_removal, name="draft-removal"),
    path("preview/", views.preview, name="preview"),
    path("session/", views.session, name="session"),
]
