from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "web"

    def ready(self) -> None:
        from journal.actions import listen
        from web.markdown import prepare

        listen(before=prepare)
