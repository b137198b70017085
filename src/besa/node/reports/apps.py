"""The room `reports` as Django sees it."""

from django.apps import AppConfig


class ReportsRoom(AppConfig):
    name = "besa.node.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"
