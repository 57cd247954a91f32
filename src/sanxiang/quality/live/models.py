"""Who wants no coaching during calls."""

from django.conf import settings
from django.db import models


class Uncoached(models.Model):
    """A person who switched the coach off. No row: it is on."""

    staff = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", primary_key=True)
    since = models.DateTimeField()
