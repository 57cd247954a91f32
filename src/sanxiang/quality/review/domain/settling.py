"""All sheets of a call are in: average and spread; too far apart goes to calibration, else it is out."""

from datetime import datetime
from decimal import Decimal

from sanxiang.quality.review import facts
from sanxiang.quality.review.domain.telling import tell
from sanxiang.quality.review.figures import read
from sanxiang.quality.review.models import Calibration, SampledCall
from sanxiang.quality.review.sheet import outcome


def settle(call: SampledCall, at: datetime) -> None:
    """Write down what the reviewers' sheets come to. Inside the transaction of the last handing in."""
    figures = read(call.sample.figures)
    sheets = list(call.sheets.filter(passed_on_at=None).values_list("marks", flat=True))
    found = outcome(sheets, figures.scale, figures.spread)
    call.settled_at, call.average, call.spread = at, found.average, found.spread
    call.save(update_fields=["settled_at", "average", "spread"])
    if found.apart:
        Calibration.objects.create(sampled=call, opened_at=at)
        data = {"sample": str(call.sample_id)}
        tell(facts.APART, f"reviewed:{call.pk}", site=call.sample.site_id, at=at, data=data)
    else:
        publish(call, found.average, at)


def publish(call: SampledCall, points: Decimal | None, at: datetime) -> None:
    """From now on the operator sees the result."""
    call.points, call.published_at = points, at
    call.save(update_fields=["points", "published_at"])
    data = {
        "contact": str(call.contact_id),
        "sample": str(call.sample_id),
        "points": None if points is None else float(points),
    }
    tell(facts.PUBLISHED, f"reviewed:{call.pk}", site=call.sample.site_id, at=at, data=data)
