"""Sites of the company."""

from datetime import datetime

from django.db import transaction

from sanxiang.kernel.facts.domain import announce
from sanxiang.office.people.models import Site


@transaction.atomic
def add_site(*, name: str, company: str, desk_name: str, phone: str = "", at: datetime) -> Site:
    site = Site.objects.create(name=name, company=company, desk_name=desk_name, phone=phone)
    announce(kind="site.added", subject=f"site:{site.pk}", at=at, site=site.pk, data={"name": name})
    return site
