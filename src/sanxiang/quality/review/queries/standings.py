"""A quarter's sites side by side, and its bulletin. As many queries for many sites as for one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone

from sanxiang.office.people import queries as people
from sanxiang.office.people.queries import Site
from sanxiang.quality.review.figures import book_on
from sanxiang.quality.review.models import Bulletin, SampledCall
from sanxiang.quality.review.quarter import parse
from sanxiang.quality.review.ranking import Standing, rank, standing

DECIMALS = ("mean", "lowest", "highest", "half")


@dataclass(frozen=True, slots=True)
class Standings:
    """`unsampled`: names of sites without a drawn sample; `open_calls`: sampled calls without a result."""

    quarter: str
    sites: Sequence[Standing]
    unsampled: Sequence[str]
    open_calls: int
    over: bool
    reviewers: int
    commend: int
    criticise: int
    improve_by: date

    def as_json(self) -> dict[str, Any]:
        kept = asdict(self) | {"improve_by": self.improve_by.isoformat()}
        kept["sites"] = [_plain(one) for one in self.sites]
        return kept


def _plain(one: Standing) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in asdict(one).items()}


def from_json(kept: Mapping[str, Any]) -> Standings:
    """What a signed bulletin keeps."""
    sites = [Standing(**{name: _read(name, value) for name, value in one.items()}) for one in kept["sites"]]
    return Standings(**{**kept, "sites": sites, "improve_by": date.fromisoformat(kept["improve_by"])})


def _read(name: str, value: Any) -> Any:
    return Decimal(value) if name in DECIMALS and value is not None else value


def standings(quarter: str, now: datetime) -> Standings:
    """As it stands now; a signed bulletin keeps its own."""
    sites, review = list(people.sites()), book_on(timezone.localdate(now)).review
    scores, open_calls = _scores(quarter)
    drawn = [one for one in sites if one.pk in scores]
    found = [standing(one.pk, one.name, scores[one.pk]) for one in drawn]
    return Standings(
        quarter=quarter,
        sites=rank(found, commend=review.commend, criticise=review.criticise),
        unsampled=[one.name for one in sites if one.pk not in scores],
        open_calls=open_calls,
        over=_over(quarter, sites, now),
        reviewers=review.reviewers,
        commend=review.commend,
        criticise=review.criticise,
        improve_by=timezone.localdate(now) + timedelta(days=review.improve_days),
    )


def _scores(quarter: str) -> tuple[dict[int, list[Decimal]], int]:
    rows = SampledCall.objects.filter(sample__quarter=quarter, passed="")
    scores: dict[int, list[Decimal]] = defaultdict(list)
    still_open = 0
    for site, points, published in rows.values_list("sample__site", "points", "published_at"):
        found = scores[site]
        still_open += published is None
        if points is not None:
            found.append(points)
    return dict(scores), still_open


def _over(quarter: str, sites: Sequence[Site], now: datetime) -> bool:
    when = parse(quarter)
    return all(when.span(ZoneInfo(one.time_zone))[1] <= now for one in sites)


def signed(row: Bulletin, now: datetime) -> Standings:
    """The figures of a bulletin: frozen once it is signed, live before."""
    return from_json(row.figures) if row.signed_at else standings(row.quarter, now)


def bulletins() -> QuerySet[Bulletin]:
    return Bulletin.objects.select_related("signed_by", "edited_by")


def bulletin(quarter: str) -> Bulletin | None:
    return bulletins().filter(pk=quarter).first()
