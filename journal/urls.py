from django.urls import URLPattern, URLResolver, path

from journal import views

app_name = "journal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.journal, name="journal"),
    path("checkpoints/", views.checkpoints, name="checkpoints"),
    path("verifier/", views.verifier, name="verifier"),
]
