"""Sealing a secret, then drawing with a person's number: once a site and quarter. See sampling.py."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanxiang.desk.contacts import queries as contacts
from sanxiang.kernel.errors import Refused
from sanxiang.office.people import queries as people
from sanxiang.office.people.queries import Staff
from sanxiang.quality.review import facts, sampling
from sanxiang.quality.review.domain.telling import tell
from sanxiang.quality.review.figures import book_on, figures_of
from sanxiang.quality.review.models import Bulletin, Population, Sample, SampledCall
from sanxiang.quality.review.quarter import Quarter, parse

CAN_BE_HEARD = ("", "short")
NO_RECORDING = "no_recording"


class Candidate(NamedTuple):
    contact: UUID
    heard: bool


@transaction.atomic
def seal_sample(*, site: int, quarter: Quarter, at: datetime, actor: Staff) -> Sample:
    """Make the secret of a site's draw and show its seal. Refused before the quarter, and a second time."""
    start, _end = quarter.span(zone_of(site))
    if at < start:
        raise Refused(_("%(quarter)s 还没有开始，不能抽样。") % {"quarter": quarter}, code="quarter")
    book = book_on(timezone.localdate(at))
    secret = secrets.token_hex(32)
    sample = _once(
        Sample(
            site_id=site,
            quarter=str(quarter),
            edition=book.edition,
            figures=figures_of(book),
            size=book.review.sample,
            secret=secret,
            seal=sampling.seal_of(secret),
            sealed_at=at,
            sealed_by=actor,
        )
    )
    data = {"quarter": str(quarter), "seal": sample.seal}
    tell(facts.SEALED, f"sample:{sample.pk}", site=site, at=at, actor=actor, data=data)
    _open_bulletin(quarter, site, book.review.bulletin_days, at)
    return sample


def _once(sample: Sample) -> Sample:
    try:
        with transaction.atomic():
            sample.save(force_insert=True)
    except IntegrityError:
        said = _("这个项目 %(quarter)s 已经封存过种子，一个季度只抽一次。")
        raise Refused(said % {"quarter": sample.quarter}, code="quarter") from None
    return sample


def _open_bulletin(quarter: Quarter, site: int, days: int, at: datetime) -> None:
    _row, new = Bulletin.objects.get_or_create(quarter=str(quarter), defaults={"opened_at": at})
    if new:
        due = quarter.span(zone_of(site))[1] + timedelta(days=days)
        data = {"due_at": max(due, at).isoformat()}
        tell(facts.BULLETIN_OPENED, f"bulletin:{quarter}", site=None, at=at, data=data)


@transaction.atomic
def draw_sample(*, sample_id: UUID, number: str, at: datetime, actor: Staff) -> Sample:
    """Mix the person's number into the sealed secret and draw. A second time gives the sample that stands."""
    sample = Sample.objects.select_for_update().get(pk=sample_id)
    if sample.drawn_at is not None:
        return sample
    number = number.strip()
    if not number.isdigit() or len(number) > 40:
        raise Refused(_("请填一个您自己想的数字，1 到 40 位。"), code="number")
    found = _population(sample, at)
    if not found:
        raise Refused(_("这个季度到现在还没有接通的电话，等有了再抽。"), code="empty")
    sample.number = number
    sample.seed = sampling.seed_of(sample.secret, number, sample.site_id, sample.quarter)
    sample.algorithm = sampling.ALGORITHM
    sample.population_size, sample.population_hash = len(found), sampling.population_hash(found)
    sample.drawn_at, sample.drawn_by = at, actor
    sample.save()
    _keep(sample, found)
    _tell_drawn(sample, at, actor)
    return sample


def _population(sample: Sample, at: datetime) -> dict[str, Candidate]:
    """The answered calls of the quarter up to now, by call id."""
    start, end = parse(sample.quarter).span(zone_of(sample.site_id))
    sample.until = min(end, at)
    rows = contacts.answered(site=sample.site_id, since=start, until=sample.until)
    return {
        call: Candidate(contact, fault in CAN_BE_HEARD)
        for call, contact, fault in rows.values_list("call_id", "pk", "recording__fault")
    }


def _keep(sample: Sample, found: Mapping[str, Candidate]) -> None:
    Population.objects.create(sample=sample, calls="\n".join(sorted(found)))
    unfit = {call for call, one in found.items() if not one.heard}
    drawn = sampling.draw(found, sample.seed, sample.size, unfit=unfit)
    SampledCall.objects.bulk_create(_rows(sample, found, drawn))


def _rows(
    sample: Sample, found: Mapping[str, Candidate], drawn: Sequence[sampling.Drawn]
) -> list[SampledCall]:
    return [
        SampledCall(
            sample=sample,
            contact_id=found[one.call].contact,
            order=one.order,
            passed=NO_RECORDING if one.passed else "",
        )
        for one in drawn
    ]


def _tell_drawn(sample: Sample, at: datetime, actor: Staff) -> None:
    data = {
        "quarter": sample.quarter,
        "secret": sample.secret,
        "number": sample.number,
        "seed": sample.seed,
        "algorithm": sample.algorithm,
        "population": sample.population_size,
        "hash": sample.population_hash,
    }
    tell(facts.DRAWN, f"sample:{sample.pk}", site=sample.site_id, at=at, actor=actor, data=data)


def zone_of(site: int) -> ZoneInfo:
    """The zone in which a site's quarters begin."""
    row = people.site(site)
    if row is None:
        raise Refused(_("没有这个项目。"), code="site", status=404)
    return ZoneInfo(row.time_zone)
