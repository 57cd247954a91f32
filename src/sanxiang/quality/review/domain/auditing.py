"""Drawing a sample again and comparing it with what is on record."""

from dataclasses import dataclass
from uuid import UUID

from sanxiang.desk.contacts import queries as contacts
from sanxiang.quality.review import sampling
from sanxiang.quality.review.domain.drawing import zone_of
from sanxiang.quality.review.models import Population, Sample, SampledCall
from sanxiang.quality.review.quarter import parse


@dataclass(frozen=True, slots=True)
class Audited:
    """`late`, `gone`: calls that came to the register after the draw, or left it; no fault of the draw."""

    audit: sampling.Audit
    late: list[str]
    gone: list[str]


def audit_sample(sample_id: UUID) -> Audited | None:
    """Draw again; None for a sample that wasn't drawn yet."""
    sample = Sample.objects.filter(pk=sample_id).exclude(drawn_at=None).first()
    if sample is None:
        return None
    kept = Population.objects.get(sample=sample).calls.splitlines()
    rows = SampledCall.objects.filter(sample=sample).values_list("order", "contact__call_id", "passed")
    drawn = [sampling.Drawn(order, call, bool(passed)) for order, call, passed in rows]
    now = _register_now(sample)
    return Audited(sampling.audit(_record(sample), kept, drawn), sorted(now - {*kept}), sorted({*kept} - now))


def _record(sample: Sample) -> sampling.Record:
    return sampling.Record(
        site=sample.site_id,
        quarter=sample.quarter,
        secret=sample.secret,
        number=sample.number,
        seal=sample.seal,
        seed=sample.seed,
        size=sample.size,
        population_hash=sample.population_hash,
    )


def _register_now(sample: Sample) -> set[str]:
    start, end = parse(sample.quarter).span(zone_of(sample.site_id))
    rows = contacts.answered(site=sample.site_id, since=start, until=sample.until or end)
    return set(rows.values_list("call_id", flat=True))
