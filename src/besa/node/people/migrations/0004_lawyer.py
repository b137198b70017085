from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("people", "0003_statements")]

    operations = [migrations.AddField("staff", "is_lawyer", models.BooleanField(default=False))]
