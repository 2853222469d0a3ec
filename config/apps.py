"""Puts the parts together: what each floor registers with the ones below, by name."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
