"""The room `links` as Django sees it."""

from django.apps import AppConfig


class LinksRoom(AppConfig):
    name = "besa.node.links"
    label = "links"
    default_auto_field = "django.db.models.BigAutoField"
