"""Units of an estate and the people who live there."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Unit(models.Model):
    """A flat, shop or other place with an address: building-unit-room."""

    site = models.ForeignKey("people.Site", models.PROTECT)
    code = models.CharField(_("房号代码"), max_length=40)  # 3-2-1001
    label = models.CharField(_("房号"), max_length=60)  # 3栋2单元1001

    class Meta:
        ordering = ["site", "code"]
        constraints = [models.UniqueConstraint(fields=["site", "code"], name="one_unit_a_code")]

    def __str__(self) -> str:
        return self.label


class Resident(models.Model):
    """A person of the owner file. `surname` and `address_as` make the courteous address: 王先生."""

    site = models.ForeignKey("people.Site", models.PROTECT)
    name = models.CharField(_("姓名"), max_length=40)
    surname = models.CharField(_("姓"), max_length=10)
    address_as = models.CharField(_("称呼"), max_length=10, default="")  # 先生 女士 老师 …
    language = models.CharField(_("语言"), max_length=10, default="zh")
    special_care = models.CharField(_("特别关照"), max_length=120, blank=True)
    units = models.ManyToManyField(Unit, through="Residency", related_name="residents")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Residency(models.Model):
    unit = models.ForeignKey(Unit, models.CASCADE)
    resident = models.ForeignKey(Resident, models.CASCADE)
    kind = models.CharField(max_length=10, default="owner")  # owner, tenant, family


class Phone(models.Model):
    """A number of a resident; several, each with who answers and when to ring."""

    resident = models.ForeignKey(Resident, models.CASCADE, related_name="phones")
    number = models.CharField(_("电话"), max_length=20, db_index=True)  # E.164 without spaces
    note = models.CharField(_("说明"), max_length=60, blank=True)
