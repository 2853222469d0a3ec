"""The addresses of the journal: its entries, its checkpoints, and the script that verifies an export."""

from django.urls import URLPattern, URLResolver, path

from history.views import journal

app_name = "journal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", journal.journal, name="journal"),
    path("checkpoints/", journal.checkpoints, name="checkpoints"),
    path("verifier/", journal.verifier, name="verifier"),
]
