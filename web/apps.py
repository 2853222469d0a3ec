from django.apps import AppConfig
from django.urls.converters import IntConverter


class WebConfig(AppConfig):
    name = "web"

    def ready(self) -> None:
        from journal import listeners
        from web.markdown import prepare

        listeners.before.register("texts", prepare)
        IntConverter.regex = "[0-9]{1,18}"  # an address with a number that no row can have is nobody's
