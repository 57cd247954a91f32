"""What goes wrong is told in one sentence, in the form that was asked for."""

import json

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from sanxiang.kernel.errors import Refused
from sanxiang.web.refusals import RefusalMiddleware

AWAY = OperationalError("connection refused")


def told(fault: Exception, **headers: str) -> HttpResponse | None:
    request: HttpRequest = RequestFactory().get("/register/", headers=headers)
    return RefusalMiddleware(lambda _request: HttpResponse()).process_exception(request, fault)


def test_a_database_that_is_away_is_said_and_that_nothing_was_saved():
    answer = told(AWAY, accept="application/json")
    assert answer is not None and answer.status_code == 503
    said = json.loads(answer.content)
    assert said["code"] == "database_away" and "没有保存" in said["sentence"]


def test_a_part_of_a_page_gets_its_sentence_where_messages_stand():
    answer = told(Refused("请选类别。", status=409), **{"hx-request": "true"})
    assert answer is not None and answer.status_code == 409
    assert answer["HX-Retarget"] == "#messages" and "请选类别。" in answer.content.decode()


@pytest.mark.parametrize("fault", [ValueError("a fault of ours"), KeyError("id")])
def test_faults_of_ours_are_not_dressed_up_as_refusals(fault):
    assert told(fault) is None
