from dataclasses import replace

from hypothesis import given, settings

from sanxiang.desk.contacts.call import fold
from sanxiang.desk.contacts.events import Event, event_of
from sanxiang.desk.contacts.folder import CallFolder, read_folder, write_folder
from sanxiang.desk.contacts.tests.strategies import call_events
from sanxiang.lines.player.replay import replay, stamped
from sanxiang.lines.player.twin import TwinSink
from sanxiang.lines.switchboard.tests.desk import A, talking, with_staff


def folder_of(events):
    return CallFolder(events[0].data["call"], tuple(events))


@settings(max_examples=50)
@given(call_events())
def test_the_same_folder_has_the_same_ids_and_every_event_its_own(events):
    folder = folder_of(events)
    ids = [event.data["eid"] for event in stamped(folder)]
    assert ids == [event.data["eid"] for event in stamped(folder)]
    assert len(set(ids)) == len(events)
    other = replace(folder, call="c-2")
    assert not set(ids) & {event.data["eid"] for event in stamped(other)}


async def test_a_replayed_call_is_the_call_that_was_lived(tmp_path):
    twin = await with_staff(A)
    call = await talking(twin)
    await twin.hold(A, call)
    await twin.wait(12)
    await twin.retrieve(A, call)
    await twin.hang_up(call)
    write_folder(tmp_path / call, twin.events(call))
    folder = read_folder(tmp_path / call)
    sink = TwinSink()
    assert await replay(folder, sink) == len(folder.events)
    assert fold(event_of(dict(record)) for record in sink.records) == fold(twin.events(call))
    assert [one["eid"] for one in sink.records] == [event.data["eid"] for event in twin.events(call)]
    assert all(record["stream"] == "call" and record["call"] == call for record in sink.records)


async def test_a_folder_changed_by_hand_has_new_ids_where_it_was_changed():
    twin = await with_staff(A)
    call = await talking(twin)
    plain = [
        Event(event.at, event.event, {k: v for k, v in event.data.items() if k != "eid"})
        for event in twin.events(call)
    ]
    before = [event.data["eid"] for event in stamped(folder_of(plain))]
    plain[1] = replace(plain[1], data={**plain[1].data, "staff": "8009"})
    after = [event.data["eid"] for event in stamped(folder_of(plain))]
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, False, True, True]
