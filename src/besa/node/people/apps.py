"""The room `people` as Django sees it."""

from django.apps import AppConfig


class PeopleRoom(AppConfig):
    name = "besa.node.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
