"""Words that the scripts of the console show: they are for people, so they live here, in one place."""

from django.utils.translation import gettext as _

from sanxiang.web.console.coach import coach_words


def states() -> dict[str, str]:
    """What the operator's own state is called, and each reason for not being ready."""
    return {
        "logged_off": _("未签入"),
        "not_ready": _("示忙"),
        "ready": _("示闲"),
        "ringing": _("振铃"),
        "busy": _("通话"),
        "wrapup": _("话后整理"),
    }


def reasons() -> dict[str, str]:
    return {
        "break": _("小休"),
        "meal": _("用餐"),
        "training": _("培训"),
        "counter": _("接待来访"),
        "other": _("其他"),
        "wrapup": _("话后整理"),
        "no_answer": _("未接，自动示忙"),
        "lost": _("断线，自动示忙"),
    }


def call_states() -> dict[str, str]:
    return {
        "offered": _("来电"),
        "queued": _("等待中"),
        "alerting": _("振铃"),
        "connected": _("通话中"),
        "held": _("已请对方等候"),
        "consulting": _("正在呼叫同事"),
        "consult_talking": _("正与同事商量"),
        "conference": _("三方通话"),
        "ended": _("已结束"),
        "dialling": _("正在拨出"),
    }


def refusals() -> dict[str, str]:
    """One sentence for each code with which the line says no."""
    return {
        "gone": _("这通电话已经结束，或者转到别的座席了。"),
        "taken": _("同事已经先接了这通电话。"),
        "busy": _("对方正在通话，请换一位，或者稍后再转。"),
        "absent": _("对方没有签入，请换一位。"),
        "not_ready": _("对方现在不接电话，请换一位。"),
        "consulting": _("请先结束与同事的商量。"),
        "not_heard": _("双方还没有都说上话。再按一次就离开。"),
        "not_allowed": _("现在不能这样操作。"),
        "away": _("语音线路没有连上，正在重连。"),
        "media": _("声音没有接通，请检查耳麦后再按一次“示闲”。"),
        "no_media": _("声音没有接通，请检查耳麦后再按一次“示闲”。"),
        "codec": _("浏览器的音频格式不受支持，请换用最新版的 Chrome、Edge 或 Firefox。"),
        "bad_ticket": _("登录已失效，请重新登录。"),
        "expired": _("登录已过期，请重新登录。"),
        "took_over": _("另一个页面已接管这个座席，这里不再接电话。要用这里，请刷新。"),
    }


def alarms() -> dict[str, str]:
    return {
        "disk_full": _("磁盘已满：电话照接，但不再录音。请通知管理员清理磁盘。"),
        "recorder": _("录音出了故障：这通电话可能没有录音。请通知管理员。"),
        "overload": _("线路已满：新来电在排队，进行中的通话不受影响。"),
        "spool": _("通话记录暂时写不进磁盘：记录留在内存里。请通知管理员。"),
        "line_lost": _("语音线路断开，正在重连；已经记下的内容不会丢。"),
        "server_lost": _("网页服务器连不上：电话照接，记录先存在这台电脑里。"),
        "signed_out": _("登录已过期：请重新登录后再接电话，写好的内容不会丢。"),
        "silent": _("浏览器还不让本页发声：点一下页面，或者按任意键。"),
    }


def devices() -> dict[str, str]:
    """What is wrong with the microphone and what to do; how the voice comes through."""
    return {
        "insecure": _(
            "浏览器只在加密连接（https）或本机地址上允许使用麦克风。请用 https 地址打开，或请管理员配置证书。"
        ),
        "unsupported": _("这个浏览器不支持通话，请换用最新版的 Chrome、Edge 或 Firefox。"),
        "codec": _("浏览器的音频格式不受支持，请换用最新版的 Chrome、Edge 或 Firefox。"),
        "refused": _("浏览器没有允许使用麦克风。请点地址栏左侧的图标，把麦克风改为“允许”，再检查一次。"),
        "none": _("没有找到麦克风。请插好耳麦，再检查一次。"),
        "unplugged": _("上次用的麦克风不见了。请插好耳麦，或换一个麦克风。"),
        "in_use": _("麦克风打不开，可能被别的程序占用。请关掉那个程序，再检查一次。"),
        "failed": _("麦克风打不开。请拔下耳麦重插，再检查一次。"),
        "usual": _("系统默认"),
        "nameless": _("设备 %(n)s"),
        "speak": _("请用平常接电话的声音说一句：“您好，很高兴为您服务。”"),
        "silent": _("没有听到声音。请看麦克风是否静音、选得对不对。"),
        "faint": _("声音偏小。麦克风离嘴 3–4 厘米，或调大系统音量。"),
        "good": _("声音合适。"),
        "loud": _("声音偏大。把麦克风移远一点，或调小系统音量。"),
        "recording": _("正在录 2 秒……请说话"),
        "playing": _("正在放给您听……"),
        "heard": _("听清楚了就按“检查完毕”。"),
        "notify_denied": _("浏览器不许弹出来电通知；页面在后台时请留意铃声和标题。"),
    }


def notes() -> dict[str, str]:
    return {
        "saved": _("已保存"),
        "saving": _("正在保存……"),
        "local": _("服务器暂时连不上，已存在这台电脑里，连上后自动补存"),
        "waiting": _("来电正在登记，内容已留好"),
        "conflict": _("这一栏同时被别人改过，两份都在，请选一份"),
        "closed": _("这一行已登记完毕，刚才的内容没有存入，留在下面，可到登记页“更正”"),
        "signed_out": _("登录已过期：内容已存在这台电脑里，重新登录后自动补存"),
        "mine": _("用我的"),
        "theirs": _("用对方的"),
        "both": _("两份都留"),
        "left_over": _("有没存入的内容："),
        "discard": _("不要了"),
    }


def situations() -> dict[str, str]:
    """When each sentence is said."""
    return {
        "hold": _("请人等候前"),
        "hold_word": _("回来说一声"),
        "hold_after": _("取回后"),
        "consult": _("对同事说"),
        "join": _("介绍双方"),
        "transfer_failed": _("没有转成"),
        "wrong_number": _("打错的电话"),
        "promise": _("约回电"),
        "let_go_first": _("先别挂"),
    }


def idle() -> dict[str, str]:
    """What the empty stage says in each state, and what to do next."""
    return {
        "ready": _("示闲中，等待来电"),
        "not_ready": _("示忙中，来电转给同事"),
        "wrapup": _("话后整理"),
        "logged_off": _("还没有签入"),
        "hint_ready": _("听到铃声先看一眼来电资料，第 %(n)s 声时接起。"),
        "hint_not_ready": _("按 G 示闲，开始接电话。"),
        "hint_by_hand": _("普通电话响了，就按“响铃”。"),
    }


def says() -> dict[str, str]:
    """The rest: lines, short labels, advice at the ring."""
    return {
        "title_ring": _("【来电】%(who)s"),
        "title_consult": _("【同事商量】%(who)s"),
        "withheld": _("号码未显示"),
        "ring_look": _("先看一眼来电资料"),
        "ring_best": _("现在接最合适"),
        "ring_late": _("已超过 %(limit)s 声，请马上接"),
        "ring_sorry": _("响了很久，先道歉"),
        "caller_left": _("对方已挂断，已记入待回电。"),
        "elsewhere": _("同事已接听。"),
        "no_answer": _("您这里没有接，已转给下一位。"),
        "over_limit": _("已超过 %(minutes)s 分钟：答不完就约时间回电"),
        "hold_over": _("该回来说一声了"),
        "kept_waiting": _("对方在等候"),
        "no_colleague": _("现在没有能接电话的同事。可以留言（Y）或约回电（B）。"),
        "no_supervisor": _("主管都不在席。请先安抚，约个时间由主管回电（B）。"),
        "heard_yes": _("已开口"),
        "heard_no": _("还没开口"),
        "caller": _("来电人"),
        "waiting": _("%(n)s 位在等"),
        "nobody_waits": _("无人排队"),
        "promised_for": _("已约 %(time)s 回电"),
        "due_now": _("到时间回电"),
        "category_first": _("请选类别：按数字键即可。"),
        "message_missing": _("还缺：%(parts)s"),
        "message_whole": _("六要素齐全"),
        "close": _("登记完"),
        "close_ready": _("登记完，示闲"),
        "save": _("保存"),
        "save_ready": _("保存，示闲"),
        "saved_closed": _("已登记。"),
        "wrong_number_done": _("已记为打错，挂机后自动登记。"),
        "connected": _("语音线路已连接"),
        "connecting": _("语音线路正在连接"),
        "ended_by_customer": _("对方已挂机"),
        "ended_by_staff": _("我方挂机"),
        "ended_by_system": _("线路中断：请马上回拨并致歉"),
        "transferred": _("已转给%(name)s"),
        "not_reached": _("没有接通，回电任务保留。"),
        "kept": _("回电已办结。"),
        "hang_up": _("挂机"),
        "release_in": _("%(seconds)s 秒后可以挂"),
        "release_now": _("可以轻轻挂断了"),
    }


def all_words() -> dict[str, dict[str, str]]:
    """Everything for the page's JSON block."""
    return {
        "states": states(),
        "reasons": reasons(),
        "calls": call_states(),
        "refusals": refusals(),
        "alarms": alarms(),
        "devices": devices(),
        "notes": notes(),
        "says": says(),
        "situations": situations(),
        "idle": idle(),
        "coach": coach_words(),
    }
