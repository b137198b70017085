"""The room `people` as Django sees it."""

from django.apps import AppConfig


class PeopleRoom(AppConfig):
    name = "besa.node.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_init, pre_save

        from besa.node.people import factor_seals

        # By name: the tables of second steps exist on the staff face only.
        post_init.connect(factor_seals.on_load, sender="mfa.Authenticator")
        pre_save.connect(factor_seals.on_save, sender="mfa.Authenticator")
