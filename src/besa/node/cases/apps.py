"""The room `cases` as Django sees it."""

from django.apps import AppConfig


class CasesRoom(AppConfig):
    name = "besa.node.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
