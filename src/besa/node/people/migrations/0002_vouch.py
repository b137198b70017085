from django.db import migrations, models


def vouch_for_what_is_there(apps, schema_editor):
    """Keys from before vouching existed: this node wrote them itself."""
    from besa.core.sealing import PublicKey
    from besa.node.people.vouching import vouch

    owners = {
        "Staff": lambda row: f"staff {row.pseudonym}",
        "DeskKey": lambda row: f"desk {row.desk_id} key {row.version}",
        "Recovery": lambda row: "recovery",
    }
    for name, owner in owners.items():
        for row in apps.get_model("people", name).objects.all():
            if row.public_key:
                row.public_key_vouch = vouch(PublicKey.from_bytes(bytes(row.public_key)), owner=owner(row))
                row.save(update_fields=["public_key_vouch"])


class Migration(migrations.Migration):

    dependencies = [("people", "0001_people")]

    operations = [
        migrations.AddField("staff", "public_key_vouch", models.BinaryField(default=b"")),
        migrations.AddField("deskkey", "public_key_vouch", models.BinaryField(default=b"")),
        migrations.AddField("recovery", "public_key_vouch", models.BinaryField(default=b"")),
        migrations.RunPython(vouch_for_what_is_there, migrations.RunPython.noop),
    ]
