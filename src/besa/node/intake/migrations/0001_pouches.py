from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Pouch',
            fields=[
                ('id', models.CharField(max_length=32, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('expires', models.DateTimeField(db_index=True)),
            ],
        ),
    ]
