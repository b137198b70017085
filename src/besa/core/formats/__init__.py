"""Read and write what institutions send: one folder for each outside format, one value that all of them give."""

from besa.core.formats.categories import CATEGORIES
from besa.core.formats.values import (
    Account,
    Address,
    Device,
    Email,
    Incident,
    Item,
    Moment,
    Network,
    Person,
    Phone,
    Quarantined,
    Referral,
    Role,
    Text,
    Upload,
)

__all__ = [
    "CATEGORIES",
    "Account",
    "Address",
    "Device",
    "Email",
    "Incident",
    "Item",
    "Moment",
    "Network",
    "Person",
    "Phone",
    "Quarantined",
    "Referral",
    "Role",
    "Text",
    "Upload",
]
