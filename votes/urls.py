from django.urls import URLPattern, URLResolver, path

from votes import views

app_name = "votes"
urlpatterns: list[URLPattern | URLResolver] = [
    path("ballots/<int:pk>/", views.ballot, name="ballot"),
    path("ballots/<int:pk>/mine/", views.mine, name="ballot-mine"),
    path("ballots/<int:pk>/votes/", views.votes, name="ballot-votes"),
    path("ballots/<int:pk>/count.json", views.count_input, name="ballot-count"),
]
