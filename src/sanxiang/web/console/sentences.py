"""What to say besides the greeting and the procedure: at a hold, a transfer, a wrong number, a promise.

Taken from the stock phrases of the documents (D01.9, D14, D20.3.8, D21-I.3). The screen fills the places.
"""

from django.utils.translation import gettext as _


def sentences() -> dict[str, str]:
    """Situation → the sentence, in the reader's language."""
    return {
        "hold": _("请您稍等，我帮您查一下，可以吗？"),
        "hold_word": _("不好意思，请再稍等一下，正在为您查询。"),
        "hold_after": _("让您久等了，感谢您的等待。"),
        "transfer": _("我将电话转接给%(name)s，请您稍等，可以吗？"),
        "consult": _("您好，有一位%(caller)s来电，事由是……，您现在方便接听吗？"),
        "join": _("%(name)s，这位是%(caller)s；%(caller)s，接电话的是%(name)s，请您二位通话。"),
        "transfer_failed": _(
            "对不起，让您久等了，%(name)s暂时没有接听。我替您留言，或者约个时间给您回电，好吗？"
        ),
        "supervisor": _("请您稍等，我请主管来为您处理，可以吗？"),
        "promise": _("我查清后，%(time)s之前给您回电，请您留意接听，可以吗？"),
        "let_go_first": _(
            "（请等对方先挂机；一直没有声音，%(seconds)s 秒后可以轻轻挂断。要现在挂，再按一次。）"
        ),
    }


def wrong_number_sentence(centre: str, number: str) -> str:
    """Politely: whom they have reached and on which number, and still an offer to help (ANS-9)."""
    if not number:
        return _("您好，这里是%(centre)s，您可能打错了。请问有什么可以帮您？") % {"centre": centre}
    said = _("您好，这里是%(centre)s，电话是 %(number)s，您可能打错了。请问有什么可以帮您？")
    return said % {"centre": centre, "number": number}
