"""The words of a call: they live in quality/words."""

from sanxiang.quality.words.folding import normal as squeeze
from sanxiang.quality.words.matcher import said
from sanxiang.quality.words.turns import Turn, turns_of

__all__ = ["Turn", "said", "squeeze", "turns_of"]
