"""The registers: every call has its row, its events, its recording, its corrections and its call-backs."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanxiang.kernel.ids import new_id


class Line(models.Model):
    """A telephone line (or web line) of a site: its ring cadence and how long it rings whom."""

    site = models.ForeignKey("people.Site", models.PROTECT)
    key = models.SlugField(_("代码"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=60)
    number = models.CharField(_("号码"), max_length=20, blank=True)
    language = models.CharField(_("语言"), max_length=10, default="zh")
    on_s = models.FloatField(_("响（秒）"), default=1.0)
    off_s = models.FloatField(_("停（秒）"), default=4.0)
    ring_for_s = models.FloatField(_("每席振铃（秒）"), default=15.0)
    give_up_s = models.FloatField(_("无人接听转回电（秒）"), default=60.0)
    emergency = models.BooleanField(_("紧急线路"), default=False)
    active = models.BooleanField(_("启用"), default=True)

    class Meta:
        ordering = ["site", "key"]

    def __str__(self) -> str:
        return self.name

    @property
    def cycle_s(self) -> float:
        """Seconds from the start of one ring to the start of the next."""
        return self.on_s + self.off_s


class CallLink(models.Model):
    """A link or QR code that calls a line; of one unit or place, so that the desk sees who and where."""

    token = models.CharField(max_length=40, unique=True)
    line = models.ForeignKey(Line, models.PROTECT, related_name="links")
    unit = models.ForeignKey("estate.Unit", models.PROTECT, null=True, blank=True, verbose_name=_("房号"))
    place = models.CharField(_("地点"), max_length=80, blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(_("有效期至"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at"]


class Category(models.TextChoices):
    ADVICE = "advice", _("咨询")
    REPAIR = "repair", _("报修")
    COMPLAINT = "complaint", _("投诉")
    SUGGESTION = "suggestion", _("建议")
    PRAISE = "praise", _("表扬")
    FEE = "fee", _("费用")
    MESSAGE = "message", _("留言")
    WRONG_NUMBER = "wrong_number", _("打错")
    EMERGENCY = "emergency", _("紧急")
    MEDIA = "media", _("媒体")
    SALES = "sales", _("推销")
    OTHER = "other", _("其他")


class ContactState(models.TextChoices):
    GOING_ON = "going_on", _("进行中")
    TO_CLOSE = "to_close", _("待登记")
    CLOSED = "closed", _("已登记")
    MISSED = "missed", _("未接")


class Contact(models.Model):
    """A row of the call register 《电话接待记录本》. The line opens it, the operator closes it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    call_id = models.CharField(max_length=80, unique=True)
    site = models.ForeignKey("people.Site", models.PROTECT, null=True)
    line = models.CharField(max_length=40, blank=True)
    exchange = models.CharField(max_length=12, blank=True)
    direction = models.CharField(max_length=8, default="in")
    from_number = models.CharField(max_length=32, blank=True)
    to_number = models.CharField(max_length=32, blank=True)
    link = models.ForeignKey(CallLink, models.SET_NULL, null=True)
    unit = models.ForeignKey("estate.Unit", models.SET_NULL, null=True)
    place = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=ContactState.choices, default=ContactState.GOING_ON)

    offered_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    rings = models.IntegerField(null=True)
    ring_s = models.FloatField(null=True)
    talk_s = models.FloatField(null=True)
    hold_s = models.FloatField(default=0)
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="contacts")
    hung_up_by = models.CharField(max_length=8, blank=True)
    why = models.CharField(max_length=16, blank=True)

    category = models.CharField(max_length=20, choices=Category.choices, blank=True)
    caller_name = models.CharField(max_length=40, blank=True)
    phone = models.CharField(max_length=32, blank=True)
    unit_text = models.CharField(max_length=60, blank=True)
    summary = models.TextField(blank=True)
    handling = models.TextField(blank=True)
    restated_at = models.DateTimeField(null=True)
    message = models.JSONField(null=True)
    steps = models.JSONField(default=dict)  # steps of the procedure that the operator ticked: id → time
    saved_at = models.DateTimeField(null=True)
    revision = models.IntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    never_had_register = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["-offered_at"], name="contact_newest"),
            models.Index(fields=["site", "-offered_at"], name="contact_of_site"),
            models.Index(fields=["staff", "-offered_at"], name="contact_of_staff"),
            models.Index(fields=["from_number"], name="contact_from"),
            models.Index(fields=["unit", "-offered_at"], name="contact_of_unit"),
        ]


class CallEvent(models.Model):
    """One event of the line, as it was written to the spool. Known ids add nothing."""

    id = models.BigAutoField(primary_key=True)
    eid = models.CharField(max_length=60, unique=True)
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="events")
    at = models.DateTimeField()
    event = models.CharField(max_length=20)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["at", "id"]


class Recording(models.Model):
    """The two-channel recording of a call; `path` is relative to the recordings folder."""

    contact = models.OneToOneField(Contact, models.CASCADE, related_name="recording")
    path = models.CharField(max_length=200)
    sample_rate = models.IntegerField(default=8000)
    started_at = models.DateTimeField()
    seconds = models.FloatField(null=True)
    fault = models.CharField(max_length=20, blank=True)  # missing, short, unreadable, expired
    checked_at = models.DateTimeField(null=True)


class Transcript(models.Model):
    """What was said in a call, in the shape of transcript.json."""

    contact = models.OneToOneField(Contact, models.CASCADE, related_name="transcript")
    content = models.JSONField()


class Correction(models.Model):
    """A change of a closed row: the earlier wording stays, with who, when and why."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=30)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]


class CallbackReason(models.TextChoices):
    MISSED = "missed", _("未接来电")
    PROMISED = "promised", _("承诺回电")
    BROKEN_OFF = "broken_off", _("通话中断")


class Callback(models.Model):
    """A return call that is owed. It stays open until it is kept or cancelled with a reason, late or not."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="callbacks")
    site = models.ForeignKey("people.Site", models.PROTECT, null=True)
    reason = models.CharField(max_length=10, choices=CallbackReason.choices)
    due_at = models.DateTimeField(null=True)
    number = models.CharField(max_length=32, blank=True)
    caller_name = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    broken_at = models.DateTimeField(null=True)
    kept_at = models.DateTimeField(null=True)
    kept_by_call = models.CharField(max_length=80, blank=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["due_at", "made_at"]
        indexes = [
            models.Index(
                fields=["site", "due_at"],
                condition=models.Q(kept_at=None, cancelled_at=None),
                name="callback_open",
            )
        ]


class SpoolPosition(models.Model):
    """How far a spool has been read into this database, so that a restored database reads again."""

    spool = models.CharField(max_length=80, primary_key=True)
    position = models.CharField(max_length=120)
