"""What only people know of a period: on which days somebody came to inspect."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Inspection(models.Model):
    """Days on which a site was inspected and knew it: `first` to `last` (None: it goes on).

    `weekday` 1 (Monday) to 7: only these days of the stretch, a weekly site check; None: every day of it.
    """

    site = models.ForeignKey("people.Site", models.PROTECT)
    first = models.DateField(_("第一天"))
    last = models.DateField(_("最后一天"), null=True)
    weekday = models.IntegerField(_("星期"), null=True)
    what = models.CharField(_("什么检查"), max_length=80, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-first", "-id"]
        indexes = [
            models.Index(fields=["site"], condition=models.Q(removed_at=None), name="inspection_of_site")
        ]
