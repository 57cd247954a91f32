"""An ordinary phone: the operator presses a key for what it does, and the register is kept all the same."""

from sanxiang.lines.by_hand.exchange import ByHand, History
from sanxiang.lines.by_hand.register import register_history, register_sink

__all__ = ["ByHand", "History", "register_history", "register_sink"]
