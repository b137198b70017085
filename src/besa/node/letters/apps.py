"""The room `letters` as Django sees it."""

from django.apps import AppConfig


class LettersRoom(AppConfig):
    name = "besa.node.letters"
    label = "letters"
    default_auto_field = "django.db.models.BigAutoField"
