"""What can be done with sites, staff, certificates and states."""

from sanxiang.office.people.domain.certificates import certify, end_certificate
from sanxiang.office.people.domain.presence import record_presence
from sanxiang.office.people.domain.sites import add_site
from sanxiang.office.people.domain.staff import add_staff, change_staff, set_password

__all__ = [
    "add_site",
    "add_staff",
    "certify",
    "change_staff",
    "end_certificate",
    "record_presence",
    "set_password",
]
