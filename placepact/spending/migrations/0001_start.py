from django.db import migrations


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "__first__"),
        ("places", "__first__"),
        ("returns", "__first__"),
        ("people", "__first__"),
    ]

    operations = []
