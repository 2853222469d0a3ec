from django.urls import URLPattern, URLResolver, path

from commissions.views import circles, tasks

app_name = "commissions"
urlpatterns: list[URLPattern | URLResolver] = [
    path("circles/", circles.circles, name="circles"),
    path("circles/on-paper/", circles.circles_on_paper, name="circles-on-paper"),
    path("circles/new/", circles.circle_new, name="circle-new"),
    path("circles/<slug:slug>/", circles.circle, name="circle"),
    path("circles/<slug:slug>/edit/", circles.circle_edit, name="circle-edit"),
    path("circles/<slug:slug>/rules/", circles.circle_rules, name="circle-rules"),
    path("circles/<slug:slug>/mandates/", circles.mandates, name="mandates"),
    path("circles/<slug:slug>/joining/", circles.joining, name="circle-joining"),
    path("circles/<slug:slug>/requests/", circles.requests, name="circle-requests"),
    path("circles/<slug:slug>/tasks/", tasks.circle_tasks, name="circle-tasks"),
    path("circles/<slug:slug>/tasks/new/", tasks.task_new, name="task-new"),
    path("circles/<slug:slug>/wall/", tasks.wall, name="circle-wall"),
    path("mandates/<int:pk>/ending/", circles.mandate_ending, name="mandate-ending"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/<int:pk>/edit/", tasks.task_edit, name="task-edit"),
    path("tasks/<int:pk>/taking/", tasks.task_taking, name="task-taking"),
    path("tasks/<int:pk>/giving-back/", tasks.task_giving_back, name="task-giving-back"),
    path("tasks/<int:pk>/finishing/", tasks.task_finishing, name="task-finishing"),
    path("tasks/<int:pk>/reopening/", tasks.task_reopening, name="task-reopening"),
]
