"""The room `intake` as Django sees it."""

from django.apps import AppConfig


class IntakeRoom(AppConfig):
    name = "besa.node.intake"
    label = "intake"
    default_auto_field = "django.db.models.BigAutoField"
