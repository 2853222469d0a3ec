from django.apps import AppConfig


class RealtimeConfig(AppConfig):
    name = "realtime"

    def ready(self) -> None:
        from journal import listeners
        from realtime import bus

        listeners.within.register("live pages", bus.within)
        listeners.after.register("live pages", bus.after)
