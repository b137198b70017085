"""The room `law` as Django sees it."""

from django.apps import AppConfig


class LawRoom(AppConfig):
    name = "besa.node.law"
    label = "law"
    default_auto_field = "django.db.models.BigAutoField"
