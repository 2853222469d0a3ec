from django.apps import AppConfig


class RealtimeConfig(AppConfig):
    name = "realtime"

    def ready(self) -> None:
        from journal.actions import listen
        from realtime import bus

        listen(within=bus.within, after=bus.after)
