"""Tables of who works here: staff, desks, keys and who holds them, sign-in sessions, the brake on guessing."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _

from besa.core.sealing import PublicKey, SealBroken, SecretKey
from besa.node.people import keys
from besa.node.people.vouching import KeySwapped, vouch, vouched
from besa.node.platform.actors import Actor


class StaffManager(BaseUserManager["Staff"]):
    """Looks staff up by name; accounts are made by `actions.create_staff`, never here."""

    def get_by_natural_key(self, username: str | None) -> Staff:
        return self.get(username=Staff.normalize_username(username or "").lower())


class Staff(AbstractBaseUser):
    """One person with an account.

    `password` (inherited) holds no hash: the proof of the password is that it opens `secret_sealed`. The column holds a
    random token that changes with the password, which is what ends the person's other sessions.
    """

    username = models.CharField(max_length=64, unique=True)
    display_name = models.CharField(max_length=80)
    pseudonym = models.CharField(max_length=20, unique=True)
    language = models.CharField(max_length=10, default="en")
    is_administrator = models.BooleanField(default=False)
    is_auditor = models.BooleanField(default=False)
    is_lawyer = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=True)
    starting_password_until = models.DateTimeField(null=True)
    public_key = models.BinaryField(default=b"")
    public_key_vouch = models.BinaryField(default=b"")
    secret_sealed = models.BinaryField()
    kdf_salt = models.BinaryField()
    totp_step = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()

    objects: ClassVar[StaffManager] = StaffManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.display_name

    @property
    def actor(self) -> Actor:
        return Actor("staff", self.pseudonym)

    @property
    def public(self) -> PublicKey | None:
        """The key that desk keys are sealed to; None until the person has chosen a password of their own."""
        if not self.public_key:
            return None
        return vouched(bytes(self.public_key), bytes(self.public_key_vouch), owner=f"staff {self.pseudonym}")

    @property
    def fingerprint(self) -> str:
        """The name of this person's key for reading aloud: 8 groups of 4 hex digits; empty while there is none."""
        try:
            public = self.public
        except KeySwapped:  # `besa check` names it, and no key is ever given to it
            return ""
        digits = public.fingerprint if public else ""
        return " ".join(digits[n : n + 4] for n in range(0, len(digits), 4))

    def set_public(self, public: PublicKey) -> None:
        """Put a new public key into the row (not saved yet)."""
        self.public_key = public.to_bytes()
        self.public_key_vouch = vouch(public, owner=f"staff {self.pseudonym}")

    def open_secret(self, password: str) -> SecretKey:
        """This person's own secret; costs one Argon2id run.

        Raises:
            SealBroken: the password is not the right one.
        """
        sealed = keys.SealedSecret(bytes(self.secret_sealed), bytes(self.kdf_salt))
        return keys.open_staff_secret(sealed, password=password, pseudonym=self.pseudonym)

    def check_password(self, raw_password: str | None) -> bool:
        """Whether the password opens this person's key."""
        try:
            self.open_secret(raw_password or "")
        except SealBroken:
            return False
        return True

    def set_password(self, raw_password: str | None) -> None:
        raise NotImplementedError("the password seals a key: use actions.change_password or actions.reset_password")


class Recovery(models.Model):
    """The public half of the node's recovery key; its secret exists only on the printed shares."""

    public_key = models.BinaryField()
    public_key_vouch = models.BinaryField(default=b"")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"recovery key of {self.created_at:%Y-%m-%d}"

    @property
    def public(self) -> PublicKey:
        return vouched(bytes(self.public_key), bytes(self.public_key_vouch), owner="recovery")


class Desk(models.Model):
    """A team with a key of its own."""

    class Kind(models.TextChoices):
        HOTLINE = "hotline", _("Hotline")
        HELPLINE = "helpline", _("Helpline")
        POLICE = "police", _("Police")
        PROSECUTION = "prosecution", _("Prosecution")
        SOCIAL_WORK = "social_work", _("Social work")
        OTHER = "other", _("Other")

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    receives_public = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class DeskKey(models.Model):
    """One version of a desk's key pair; the newest seals, the older ones still open what they sealed."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="keys")
    version = models.PositiveIntegerField()
    public_key = models.BinaryField()
    public_key_vouch = models.BinaryField(default=b"")
    recovery_sealed = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["desk", "version"], name="desk_key_version")]

    def __str__(self) -> str:
        return f"{self.desk_id} v{self.version}"

    @property
    def public(self) -> PublicKey:
        owner = self.owner_of(self.desk_id, self.version)
        return vouched(bytes(self.public_key), bytes(self.public_key_vouch), owner=owner)

    @staticmethod
    def owner_of(desk_id: int, version: int) -> str:
        """What the vouch of this version says."""
        return f"desk {desk_id} key {version}"


class Membership(models.Model):
    """Someone belongs to a desk; whether they can open anything is a matter of grants."""

    class Role(models.TextChoices):
        MEMBER = "member", _("Member")
        LEAD = "lead", _("Lead")

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="memberships")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["desk", "staff"], name="one_membership")]

    def __str__(self) -> str:
        return f"{self.staff_id} in {self.desk_id}"


class Grant(models.Model):
    """The secret of one desk key version, sealed to one person."""

    desk_key = models.ForeignKey(DeskKey, on_delete=models.PROTECT, related_name="grants")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="grants")
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["desk_key", "staff"], name="one_grant")]

    def __str__(self) -> str:
        return f"{self.desk_key_id} for {self.staff_id}"


class Reset(models.Model):
    """Someone is given access again: asked for by one administrator, done when a second one confirms it.

    Open while `done_at` is empty and `until` is not over. Done ones stay, because the person is told of them.
    """

    class Kind(models.TextChoices):
        PASSWORD = "password", _("New starting password")
        FACTORS = "factors", _("Second steps removed")
        REOPEN = "reopen", _("Closed account opened again")

    person = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="resets")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    asked_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    until = models.DateTimeField()
    done_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], condition=models.Q(done_at=None), name="one_open_reset")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"


class Session(AbstractBaseSession):
    """A signed-in browser. The row is named by a digest of the cookie and sealed under it: alone it says nothing."""

    session_key = models.CharField(max_length=64, primary_key=True)
    staff_id = models.BigIntegerField(null=True, db_index=True)

    @classmethod
    def get_session_store_class(cls) -> Any:
        from besa.node.people.sessions import SessionStore

        return SessionStore


class Brake(models.Model):
    """Recent wrong guesses at one account (or from one known browser of it); never an address."""

    subject = models.CharField(max_length=64, unique=True)
    tries = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
    closed_until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.tries} tries"
