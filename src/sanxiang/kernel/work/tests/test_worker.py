"""Work after the commit is done at least once, whatever happens to workers."""

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from sanxiang.kernel.clock import FixedClock, SystemClock
from sanxiang.kernel.work import worker

DONE: list[str] = []
LOCK = threading.Lock()


@task()
def do(what: str) -> None:
    with LOCK:
        DONE.append(what)


@task()
def stumble(times: int) -> None:
    DONE.append("try")
    if len(DONE) <= times:
        raise RuntimeError("the mail server is away")


@pytest.fixture(autouse=True)
def _empty():
    DONE.clear()


def clock() -> FixedClock:
    return FixedClock(datetime.now(UTC))


@pytest.mark.django_db(transaction=True)
def test_urgent_work_goes_first():
    do.using(queue_name="slow").enqueue("report")
    do.using(queue_name="urgent").enqueue("ring back")
    hand = worker.Worker(SystemClock())
    assert (hand.step(), hand.step(), hand.step()) == (True, True, False)
    assert DONE == ["ring back", "report"]


@pytest.mark.django_db(transaction=True)
def test_a_failing_task_is_tried_again_later_and_does_not_block_the_queue():
    stumble.enqueue(1)
    do.enqueue("next")
    time = clock()
    hand = worker.Worker(time)
    hand.step()
    assert hand.step() is True and DONE == ["try", "next"]
    assert hand.step() is False
    time.advance(2)
    assert hand.step() is True and DONE == ["try", "next", "try"]


@pytest.mark.django_db(transaction=True)
def test_the_row_of_a_killed_worker_is_given_back():
    do.enqueue("once more")
    row = DBTaskResult.objects.get()
    time = clock()
    assert worker.Worker(time)._take(row, time.now())  # and then the process is killed
    assert worker.reap(time.now() + timedelta(minutes=4)) == 0
    assert worker.reap(time.now() + timedelta(minutes=6)) == 1
    assert worker.Worker(time).step() is True and DONE == ["once more"]


@pytest.mark.django_db(transaction=True)
def test_several_workers_do_each_task_once():
    for number in range(30):
        do.enqueue(str(number))

    def work() -> None:
        hand = worker.Worker(SystemClock())
        try:
            while hand.step():
                pass
        finally:
            connection.close()

    hands = [threading.Thread(target=work) for _ in range(3)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    while worker.Worker(SystemClock()).step():
        pass
    assert sorted(DONE, key=int) == [str(number) for number in range(30)]


def test_waits_between_tries_grow_and_stay_within_an_hour():
    waits = [worker.back_off(tries) for tries in range(1, 9)]
    assert waits == sorted(waits) and waits[0] == timedelta(seconds=1) and waits[-1] == timedelta(hours=1)


@task()
def look_at_the_transaction() -> None:
    DONE.append(str(connection.in_atomic_block))


@pytest.mark.django_db(transaction=True)
def test_slow_work_holds_no_transaction():
    for queue in ("urgent", "slow"):
        look_at_the_transaction.using(queue_name=queue).enqueue()
    hand = worker.Worker(SystemClock())
    assert hand.step() and hand.step() and DONE == ["True", "False"]


@pytest.mark.django_db(transaction=True)
def test_a_worker_may_leave_slow_work_to_another():
    do.using(queue_name="slow").enqueue("listen")
    assert worker.Worker(SystemClock(), queues=worker.QUICK).step() is False
    assert worker.Worker(SystemClock(), queues=worker.SLOW).step() is True and DONE == ["listen"]


@pytest.mark.django_db(transaction=True)
def test_the_row_of_a_slow_task_says_again_that_it_runs():
    do.using(queue_name="slow").enqueue("listen")
    row = DBTaskResult.objects.get()
    long_ago = datetime.now(UTC) - timedelta(hours=1)
    assert worker.Worker(FixedClock(long_ago))._take(row, long_ago)
    with worker.renewed(row, every_s=0.02):
        while DBTaskResult.objects.get().started_at == long_ago:
            time.sleep(0.01)
    assert worker.reap(datetime.now(UTC)) == 0
