"""Sites of the company, the staff, what they are certified for and where they are."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class Site(models.Model):
    """One estate or building that the company looks after."""

    name = models.CharField(_("名称"), max_length=80)
    company = models.CharField(_("公司"), max_length=80)
    desk_name = models.CharField(_("对外名称"), max_length=80)  # said in the greeting: XX客服中心
    phone = models.CharField(_("电话"), max_length=20, blank=True)
    time_zone = models.CharField(_("时区"), max_length=40, default="Asia/Shanghai")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    OPERATOR = "operator", _("客服员")
    SUPERVISOR = "supervisor", _("客服主管")
    MANAGER = "manager", _("项目经理")
    INSPECTOR = "inspector", _("品质督导")
    ADMINISTRATOR = "administrator", _("系统管理员")


class StaffManager(BaseUserManager["Staff"]):
    def get_by_natural_key(self, username: str | None) -> "Staff":
        return self.get(username=username)


class Staff(AbstractBaseUser):
    """One member of staff; the staff number is the sign-in name and the number in call events."""

    username = models.CharField(_("工号"), max_length=20, unique=True)
    name = models.CharField(_("姓名"), max_length=40)
    role = models.CharField(_("岗位"), max_length=20, choices=Role.choices, default=Role.OPERATOR)
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, verbose_name=_("项目"))
    languages = models.JSONField(_("语言"), default=list)
    is_active = models.BooleanField(_("在职"), default=True)
    joined_at = models.DateTimeField(null=True)

    objects = StaffManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["username"]

    def __str__(self) -> str:
        return f"{self.name} {self.username}"

    # The framework asks for these; what a person may do is said by predicates in permissions.py.
    @property
    def is_staff(self) -> bool:
        return False

    @property
    def is_superuser(self) -> bool:
        return False


class Certificate(models.Model):
    """A member of staff may answer this line. Trainees have none, so no call is ever offered to them."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="certificates")
    line = models.CharField(max_length=40)  # the line's key; lines stand above this room
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["line"]
        constraints = [
            models.UniqueConstraint(fields=["staff", "line"], name="one_certificate_a_line"),
        ]


class PresenceState(models.TextChoices):
    LOGGED_OFF = "logged_off", _("未签入")
    NOT_READY = "not_ready", _("示忙")
    READY = "ready", _("示闲")
    BUSY = "busy", _("通话中")
    WRAP_UP = "wrapup", _("话后整理")


class Presence(models.Model):
    """One stretch of one person's state; the open one (`until` null) is the present."""

    event_id = models.CharField(max_length=60, unique=True)  # the spool's: the same event adds nothing
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="presences")
    state = models.CharField(max_length=12, choices=PresenceState.choices)
    reason = models.CharField(max_length=30, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-since"]
        indexes = [
            models.Index(fields=["staff", "since"], name="presence_of_staff"),
            models.Index(fields=["staff"], condition=models.Q(until=None), name="presence_now"),
        ]
