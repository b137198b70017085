"""The room `platform` as Django sees it."""

from django.apps import AppConfig


class PlatformRoom(AppConfig):
    name = "besa.node.platform"
    label = "platform"
    default_auto_field = "django.db.models.BigAutoField"
