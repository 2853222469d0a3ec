from django.urls import URLPattern, URLResolver, path

from votes import views, views_conduct, views_consultations, views_paper, views_secret, views_trust, views_verification

app_name = "votes"
urlpatterns: list[URLPattern | URLResolver] = [
    path("ballots/<int:pk>/", views.ballot, name="ballot"),
    path("ballots/<int:pk>/mine/", views.mine, name="ballot-mine"),
    path("ballots/<int:pk>/votes/", views_secret.votes, name="ballot-votes"),
    path("ballots/<int:pk>/paper/", views_paper.paper, name="paper"),
    path("ballots/<int:pk>/reminder/", views_paper.reminder, name="ballot-reminder"),
    path("papers/<int:pk>/confirmation/", views_paper.confirmation, name="paper-confirmation"),
    path("papers/<int:pk>/refusal/", views_paper.refusal, name="paper-refusal"),
    path("papers/<int:pk>/dropping/", views_paper.dropping, name="paper-dropping"),
    path("gatherings/<int:pk>/proxies/", views_trust.proxies, name="proxies"),
    path("gatherings/<int:pk>/proxies/paper/", views_trust.paper, name="proxies-paper"),
    path("gatherings/<int:pk>/proxies/assignment/", views_trust.assignment, name="proxies-assignment"),
    path("gatherings/<int:pk>/proxies/form.pdf", views_trust.form, name="proxy-form"),
    path("proxies/<int:pk>/acceptance/", views_trust.acceptance, name="proxy-acceptance"),
    path("proxies/<int:pk>/confirmation/", views_trust.confirmation, name="proxy-confirmation"),
    path("proxies/<int:pk>/refusal/", views_trust.refusal, name="proxy-refusal"),
    path("proxies/<int:pk>/end/", views_trust.end, name="proxy-end"),
    path("ballots/<int:pk>/count.json", views_verification.count_input, name="ballot-count"),
    path("ballots/<int:pk>/verification/", views_verification.verification, name="ballot-verification"),
    path("ballots/<int:pk>/list.json", views_verification.published, name="ballot-list"),
    path("ballots/<int:pk>/closing/", views_conduct.closing, name="ballot-closing"),
    path("ballots/<int:pk>/voiding/", views_conduct.voiding, name="ballot-voiding"),
    path("ballots/<int:pk>/extension/", views_conduct.extension, name="ballot-extension"),
    path("consultations/", views_consultations.consultations, name="consultations"),
    path("consultations/new/", views_consultations.consultation_new, name="consultation-new"),
    path("consultations/<int:pk>/", views_consultations.consultation, name="consultation"),
    path("consultations/<int:pk>/edit/", views_consultations.consultation_edit, name="consultation-edit"),
    path("consultations/<int:pk>/opening/", views_conduct.opening, name="consultation-opening"),
    path("consultations/<int:pk>/dropping/", views_conduct.dropping, name="consultation-dropping"),
]
