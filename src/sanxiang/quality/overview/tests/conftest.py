import pytest

from sanxiang.desk.contacts.tests.rows import site_of, staff_of


@pytest.fixture
def site(db):
    return site_of()


@pytest.fixture
def operator(site):
    return staff_of(site)


@pytest.fixture
def supervisor(site):
    return staff_of(site, "7001", "周主管", "supervisor")
