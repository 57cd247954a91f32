"""The bulletin's first wording, from the figures; a person makes it theirs."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sanxiang.quality.review.quarter import parse
from sanxiang.quality.review.queries.standings import Standings
from sanxiang.quality.review.ranking import Standing

PARTS = ("opening", "praise", "criticism")


def draft_of(found: Standings, now: datetime) -> dict[str, str]:
    """The texts of the three parts."""
    return {"opening": _opening(found), "praise": _praise(found), "criticism": _criticism(found)}


def title_of(quarter: str) -> str:
    when = parse(quarter)
    return _("%(year)s 年第 %(number)s 季度") % {"year": when.year, "number": when.number}


def _opening(found: Standings) -> str:
    told = {
        "quarter": title_of(found.quarter),
        "sites": len(found.sites),
        "calls": sum(one.calls for one in found.sites),
        "reviewers": found.reviewers,
        "mean": _mean(found.sites),
    }
    return (
        _(
            "%(quarter)s随机抽取 %(sites)s 个项目的 %(calls)s 通电话，"
            "每通由至少 %(reviewers)s 位评分人各自独立评分，取平均分。全部电话平均 %(mean)s 分。"
        )
        % told
    )


def _mean(sites: Sequence[Standing]) -> str:
    """Of all calls together, from the sites' means."""
    calls = sum(one.calls for one in sites)
    total = sum((one.mean * one.calls for one in sites if one.mean is not None), Decimal())
    return str((total / calls).quantize(Decimal("0.1"))) if calls else "–"


def _praise(found: Standings) -> str:
    best = [one for one in found.sites if one.verdict == "commended"]
    if not best:
        return _("本季度没有项目达到表扬的标准（%(points)s 分）。") % {"points": found.commend}
    return _("%(sites)s服务优良，予以表扬。") % {"sites": _named(best)}


def _criticism(found: Standings) -> str:
    poor = [one for one in found.sites if one.verdict == "criticised"]
    said = [_("本季度没有项目低于批评的界限（%(points)s 分）。") % {"points": found.criticise}]
    if poor:
        told = {"sites": _named(poor), "day": date_format(found.improve_by, "DATE_FORMAT")}
        said = [_("%(sites)s低于要求，予以批评，请在 %(day)s前整改，并把整改情况报品质部门。") % told]
    if found.unsampled:
        names = _("、").join(found.unsampled)
        said.append(_("本季度没有抽检的项目：%(names)s。每个项目每季度至少要抽检一次。") % {"names": names})
    return "\n".join(said)


def _named(sites: Sequence[Standing]) -> str:
    told = [
        _("%(name)s（%(mean)s 分，%(calls)s 通）") % {"name": one.name, "mean": one.mean, "calls": one.calls}
        for one in sites
    ]
    return _("、").join(told)
