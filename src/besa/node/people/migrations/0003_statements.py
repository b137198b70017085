"""Giving access again by two people; and for a node that is older: state what there is, seal second steps to owners."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def state_what_is_there(apps, schema_editor):
    """Rows from before statements existed: from here on they are compared."""
    from besa.node.people import statements
    from besa.node.platform.actors import SYSTEM

    rows = {name: list(apps.get_model("people", name).objects.order_by("pk")) for name in ("DeskKey", "Desk", "Staff")}
    for row in rows["DeskKey"]:
        statements.state(statements.of_key(row), actor=SYSTEM)
    for row in rows["Desk"]:
        statements.state(statements.of_desk(row), actor=SYSTEM)
    for row in rows["Staff"]:
        statements.state(statements.of_person(row), actor=SYSTEM)
    members = apps.get_model("people", "Membership").objects.order_by("pk")
    for desk_id, pseudonym, role in members.values_list("desk_id", "staff__pseudonym", "role"):
        statements.state(statements.of_membership(desk_id, pseudonym, role), actor=SYSTEM)


def seal_second_steps(apps, schema_editor):
    """allauth's table is there only where staff sign in, so it is looked for and not depended on."""
    import json

    from besa.core.sealing import open_text
    from besa.node.people import factor_seals

    connection = schema_editor.connection
    if "mfa_authenticator" not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, user_id, data FROM mfa_authenticator")
        for pk, owner, raw in cursor.fetchall():
            data = json.loads(raw) if isinstance(raw, str) else raw
            for name in ("secret", "seed"):
                if name in data:
                    old = factor_seals.base64.b64decode(data[name])
                    text = open_text(old, key=factor_seals._key(), record="second-step", field="secret")
                    data[name] = factor_seals._sealed(text, factor_seals._record(owner))
            if "credential" in data:
                data["mark"] = factor_seals.mark(owner, data["credential"])
            cursor.execute("UPDATE mfa_authenticator SET data = %s WHERE id = %s", [json.dumps(data), pk])


class Migration(migrations.Migration):

    dependencies = [("people", "0002_vouch"), ("platform", "0001_ground")]

    operations = [
        migrations.CreateModel(
            name="Reset",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("password", "New starting password"), ("factors", "Second steps removed"), ("reopen", "Closed account opened again")], max_length=10)),
                ("asked_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                ("seen_at", models.DateTimeField(null=True)),
                ("asked_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("done_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="resets", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [models.UniqueConstraint(condition=models.Q(("done_at", None)), fields=("person", "kind"), name="one_open_reset")],
            },
        ),
        migrations.RunPython(state_what_is_there, migrations.RunPython.noop),
        migrations.RunPython(seal_second_steps, migrations.RunPython.noop),
    ]
