"""The room `referrals` as Django sees it."""

from django.apps import AppConfig


class ReferralsRoom(AppConfig):
    name = "besa.node.referrals"
    label = "referrals"
    default_auto_field = "django.db.models.BigAutoField"
