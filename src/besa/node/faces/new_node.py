"""Make a node: its home, its key files, its database; nothing here ever overwrites anything."""

from __future__ import annotations

import secrets

from besa.core.sealing import SecretKey
from besa.node.faces import database_roles
from besa.node.people import vouching
from besa.node.platform import environment, home, keyfiles, ledger_keys

RANDOM_KEYS = ("public/pepper", "public/index", "public/django", "staff/django")
_KEY_SIZE = 32


def make_home(*, kind: str, name: str) -> home.NodeIdentity:
    """Create the folder BESA_HOME with node.json and every key file. `name` is the origin line of the ledger.

    Raises:
        WrongHome: the folder is a home already.
        FileExistsError: a key file is already there; it is kept.
    """
    env = environment.current()
    identity = home.NodeIdentity(node=secrets.token_hex(16), kind=kind, name=name)
    home.create(env.home, identity)
    for key in RANDOM_KEYS:
        keyfiles.write_new(env.keys, key, secrets.token_bytes(_KEY_SIZE))
    voucher = secrets.token_bytes(vouching.SEED_SIZE)
    keyfiles.write_new(env.keys, vouching.SIGNING_FILE, voucher)
    keyfiles.write_new(env.keys, vouching.CHECKING_FILE, vouching.public_file(voucher))
    robot = SecretKey.generate()
    keyfiles.write_new(env.keys, "worker/robot", robot.to_bytes())
    keyfiles.write_new(env.keys, "public/robot", robot.public.to_bytes())
    for key, content in ledger_keys.new_key_files(name).items():
        keyfiles.write_new(env.keys, key, content)
    return identity


def upgrade(*, quiet: bool = True) -> None:
    """Bring the database and the static files to this version of the program. Safe to repeat."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0 if quiet else 1, interactive=False)
    database_roles.renew()
    call_command("collectstatic", verbosity=0, interactive=False)
