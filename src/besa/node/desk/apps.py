"""The room `desk` as Django sees it."""

from django.apps import AppConfig


class DeskRoom(AppConfig):
    name = "besa.node.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
