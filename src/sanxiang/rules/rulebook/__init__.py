"""The rulebook: clauses, time limits, sentences and figures as dated data. Plain Python, no Django."""

from sanxiang.rules.rulebook.edition import Edition
from sanxiang.rules.rulebook.faults import BadRulebook, Fault
from sanxiang.rules.rulebook.loader import load, open_edition, open_file, open_text
from sanxiang.rules.rulebook.model import Clause, Rulebook, Text, TimeLimit
from sanxiang.rules.rulebook.read import profiles

__all__ = [
    "BadRulebook",
    "Clause",
    "Edition",
    "Fault",
    "Rulebook",
    "Text",
    "TimeLimit",
    "load",
    "open_edition",
    "open_file",
    "open_text",
    "profiles",
]
