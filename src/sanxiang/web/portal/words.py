"""What the resident's page says: for each state of the call one sentence, for each fault what to do."""

from django.utils.translation import gettext as _

Words = dict[str, dict[str, str]]


def words() -> Words:
    """Sentences by state (`phase` or `phase.why`), by end, by fault; in the reader's language."""
    return {"states": _states(), "ends": _ends(), "faults": _faults(), "says": _says()}


def _states() -> dict[str, str]:
    return {
        "idle": _("按绿色按钮，直接与客服通话"),
        "connecting": _("正在接通…"),
        "ringing": _("正在响铃，客服马上接听"),
        "queued": _("客服都在通话中，请稍候"),
        "queued.place": _("您排在第 %(position)s 位，谢谢您的等候"),
        "queued.full": _("线路已满，您已在排队，轮到您时自动接通"),
        "queued.vanished": _("很抱歉通话断了，正在优先为您接通另一位客服"),
        "connected": _("正在通话"),
        "held": _("请稍候，客服正在为您查询，您不用挂机"),
        "held.reconnecting": _("客服那边断线了，正在接回来，请不要挂机"),
        "transferring": _("正在为您转接同事，请稍候"),
        "reconnecting": _("网络断了，正在重新接通，请不要关掉页面"),
    }


def _ends() -> dict[str, str]:
    return {
        "caller_left": _("通话已结束，谢谢您的来电"),
        "staff_left": _("通话已结束，谢谢您的来电"),
        "no_answer": _("很抱歉，暂时没有人能接听"),
        "queue_full": _("很抱歉，现在线路已满"),
        "broken": _("很抱歉，通话中断了"),
        "callback": _("我们会尽快给您回电"),
    }


def _faults() -> dict[str, str]:
    return {
        "insecure": _("这个地址不能用麦克风：请用 https 开头的地址打开，或改打电话。"),
        "unsupported": _("这个浏览器不能通话：请换用系统自带的浏览器打开，或改打电话。"),
        "codec": _("这个浏览器没有电话语音格式（G.711）：请换一个浏览器，或改打电话。"),
        "refused": _("没有麦克风权限：请在浏览器的网站设置里允许麦克风，再按呼叫。"),
        "none": _("没有找到麦克风：请插上耳机或换一部手机，再按呼叫。"),
        "in_use": _("麦克风正被别的程序占用：请关掉那个程序，再按呼叫。"),
        "unplugged": _("麦克风被拔掉了：请插好再按呼叫。"),
        "failed": _("麦克风打不开：请重新打开页面再试，或改打电话。"),
        "unreachable": _("现在连不上客服台：请检查网络后再按呼叫，或改打电话。"),
        "gave_up": _("网络断开太久，通话已经结束；我们会给您回电。"),
        "expired": _("页面放得太久了：请刷新页面后再按呼叫。"),
        "bad_ticket": _("页面放得太久了：请刷新页面后再按呼叫。"),
        "unknown_line": _("这个链接不对：请重新扫码，或向物业要新的链接。"),
        "closed": _("这条线路已经停用，请改打电话。"),
        "taken": _("您在另一个窗口打开了这个页面，请回到那个窗口。"),
        "busy": _("您刚才拨打得太频繁，请过一分钟再试。"),
        "no_answer": _("客服台没有回应：请再按一次呼叫，或改打电话。"),
        "other": _("没有接通：请再按一次呼叫，或改打电话。"),
    }


def _says() -> dict[str, str]:
    return {
        "call": _("呼叫客服"),
        "again": _("再次呼叫"),
        "number_kept": _("已记下，我们会打 %(number)s 找您。"),
        "number_waiting": _("正在登记您的来电…"),
    }
