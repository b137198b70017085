"""What can be wrong with the ground a node stands on, by subject."""

from besa.node.platform.selfchecks import backups, database, deployment, keys, ledger, machine, words

__all__ = ["backups", "database", "deployment", "keys", "ledger", "machine", "words"]
