"""The room `jurisdiction` as Django sees it."""

from django.apps import AppConfig


class JurisdictionRoom(AppConfig):
    name = "besa.node.jurisdiction"
    label = "jurisdiction"
    default_auto_field = "django.db.models.BigAutoField"
