from django.urls import URLPattern, URLResolver, path

from commissions import task_views, views

app_name = "commissions"
urlpatterns: list[URLPattern | URLResolver] = [
    path("circles/", views.circles, name="circles"),
    path("circles/new/", views.circle_new, name="circle-new"),
    path("circles/<slug:slug>/", views.circle, name="circle"),
    path("circles/<slug:slug>/edit/", views.circle_edit, name="circle-edit"),
    path("circles/<slug:slug>/rules/", views.circle_rules, name="circle-rules"),
    path("circles/<slug:slug>/mandates/", views.mandates, name="mandates"),
    path("circles/<slug:slug>/joining/", views.joining, name="circle-joining"),
    path("circles/<slug:slug>/requests/", views.requests, name="circle-requests"),
    path("circles/<slug:slug>/tasks/", task_views.circle_tasks, name="circle-tasks"),
    path("circles/<slug:slug>/tasks/new/", task_views.task_new, name="task-new"),
    path("circles/<slug:slug>/wall/", task_views.wall, name="circle-wall"),
    path("mandates/<int:pk>/ending/", views.mandate_ending, name="mandate-ending"),
    path("tasks/", task_views.tasks, name="tasks"),
    path("tasks/<int:pk>/edit/", task_views.task_edit, name="task-edit"),
    path("tasks/<int:pk>/taking/", task_views.task_taking, name="task-taking"),
    path("tasks/<int:pk>/giving-back/", task_views.task_giving_back, name="task-giving-back"),
    path("tasks/<int:pk>/finishing/", task_views.task_finishing, name="task-finishing"),
    path("tasks/<int:pk>/reopening/", task_views.task_reopening, name="task-reopening"),
]
