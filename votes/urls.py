from django.urls import URLPattern, URLResolver, path

from votes.views import ballots, casting, conduct, consultations, noted, paper, proxies, verification

app_name = "votes"
urlpatterns: list[URLPattern | URLResolver] = [
    path("ballots/<int:pk>/", ballots.ballot, name="ballot"),
    path("ballots/<int:pk>/mine/", ballots.mine, name="ballot-mine"),
    path("ballots/<int:pk>/votes/", casting.votes, name="ballot-votes"),
    path("ballots/<int:pk>/noted-votes/", noted.noting, name="noting"),
    path("noted-votes/<int:pk>/confirmation/", noted.confirmation, name="noted-confirmation"),
    path("noted-votes/<int:pk>/removal/", noted.removal, name="noted-removal"),
    path("ballots/<int:pk>/paper/", paper.paper, name="paper"),
    path("ballots/<int:pk>/reminder/", paper.reminder, name="ballot-reminder"),
    path("papers/<int:pk>/confirmation/", paper.confirmation, name="paper-confirmation"),
    path("papers/<int:pk>/refusal/", paper.refusal, name="paper-refusal"),
    path("papers/<int:pk>/dropping/", paper.dropping, name="paper-dropping"),
    path("gatherings/<int:pk>/proxies/", proxies.proxies, name="proxies"),
    path("gatherings/<int:pk>/proxies/paper/", proxies.paper, name="proxies-paper"),
    path("gatherings/<int:pk>/proxies/assignment/", proxies.assignment, name="proxies-assignment"),
    path("gatherings/<int:pk>/proxies/form.pdf", proxies.form, name="proxy-form"),
    path("proxies/<int:pk>/acceptance/", proxies.acceptance, name="proxy-acceptance"),
    path("proxies/<int:pk>/confirmation/", proxies.confirmation, name="proxy-confirmation"),
    path("proxies/<int:pk>/refusal/", proxies.refusal, name="proxy-refusal"),
    path("proxies/<int:pk>/end/", proxies.end, name="proxy-end"),
    path("ballots/<int:pk>/count.json", verification.count_input, name="ballot-count"),
    path("ballots/<int:pk>/verification/", verification.verification, name="ballot-verification"),
    path("ballots/<int:pk>/list.json", verification.published, name="ballot-list"),
    path("ballots/<int:pk>/closing/", conduct.closing, name="ballot-closing"),
    path("ballots/<int:pk>/voiding/", conduct.voiding, name="ballot-voiding"),
    path("ballots/<int:pk>/extension/", conduct.extension, name="ballot-extension"),
    path("consultations/", consultations.consultations, name="consultations"),
    path("consultations/new/", consultations.consultation_new, name="consultation-new"),
    path("consultations/<int:pk>/", consultations.consultation, name="consultation"),
    path("consultations/<int:pk>/edit/", consultations.consultation_edit, name="consultation-edit"),
    path("consultations/<int:pk>/opening/", conduct.opening, name="consultation-opening"),
    path("consultations/<int:pk>/dropping/", conduct.dropping, name="consultation-dropping"),
]
