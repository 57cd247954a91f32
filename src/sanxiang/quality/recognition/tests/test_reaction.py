"""A checked recording becomes a transcript, once, and the call is scored by it."""

from datetime import timedelta

import pytest

from sanxiang.desk.contacts.domain.transcripts import store_transcript
from sanxiang.desk.contacts.models import Recording, Transcript
from sanxiang.desk.contacts.queries import recordings_folder
from sanxiang.desk.contacts.tests.rows import START, answered_call, site_of, staff_of
from sanxiang.kernel.facts.facts import Fact
from sanxiang.kernel.facts.queries import facts_of
from sanxiang.kernel.ids import new_id
from sanxiang.quality.recognition import reactions
from sanxiang.quality.recognition.ports import NotRecognised
from sanxiang.quality.recognition.tests import kit
from sanxiang.quality.recognition.twin import Twin
from sanxiang.quality.scoring import queries
from sanxiang.quality.scoring import reactions as scoring
from sanxiang.site.wiring import WIRING

pytestmark = pytest.mark.django_db
LATER = START + timedelta(minutes=5)
WORDS = {"lang": "zh", "turns": [{"who": "staff", "text": "您好"}]}


class Broken:
    def __init__(self, code):
        self.code = code

    def transcribe(self, path):
        raise NotRecognised("坏了。", code=self.code)


@pytest.fixture
def call(tmp_path, settings):
    settings.HOME = tmp_path
    recordings_folder().mkdir()
    site = site_of()
    staff_of(site)
    row = answered_call(site=site)
    kit.recording(recordings_folder() / "c-1.wav", (1, 1.0, 2.0), (0, 4.0, 1.0), seconds=6)
    Recording.objects.create(contact=row, path="c-1.wav", started_at=START)
    return row


def checked(row, fault=""):
    return Fact(
        id=new_id(), at=LATER, kind="recording.checked", subject=f"contact:{row.pk}", data={"fault": fault}
    )


def use(monkeypatch, engine):
    monkeypatch.setattr(reactions, "recogniser", lambda: engine)


def stored(row):
    return [fact for fact in facts_of(f"contact:{row.pk}") if fact.kind == "transcript.stored"]


def test_a_checked_recording_is_put_into_words_once(call, monkeypatch):
    use(monkeypatch, Twin())
    reactions.on_recording_checked(checked(call))
    reactions.on_recording_checked(checked(call))
    assert [turn["who"] for turn in Transcript.objects.get().content["turns"]] == ["staff", "customer"]
    assert [fact.data["turns"] for fact in stored(call)] == [2]


@pytest.mark.parametrize("fault", ["missing", "unreadable"])
def test_a_faulty_recording_is_left_alone(call, monkeypatch, fault):
    use(monkeypatch, Broken("ended"))
    reactions.on_recording_checked(checked(call, fault))


def test_without_a_model_nothing_happens(call, monkeypatch):
    monkeypatch.delenv("SANXIANG_ASR_MODEL", raising=False)
    reactions.on_recording_checked(checked(call))
    assert not Transcript.objects.exists()


@pytest.mark.parametrize("code", ["sound", "nothing"])
def test_a_recording_without_words_is_no_fault_of_the_model(call, monkeypatch, code):
    use(monkeypatch, Broken(code))
    reactions.on_recording_checked(checked(call))
    assert not stored(call)


@pytest.mark.parametrize("code", ["model", "ended", "late"])
def test_a_fault_of_the_model_is_tried_again(call, monkeypatch, code):
    use(monkeypatch, Broken(code))
    with pytest.raises(NotRecognised):
        reactions.on_recording_checked(checked(call))


def test_words_that_are_there_stand(call, monkeypatch):
    assert store_transcript(contact_id=call.pk, content=WORDS, at=LATER)
    assert not store_transcript(contact_id=call.pk, content=WORDS | {"lang": "en"}, at=LATER)
    use(monkeypatch, Broken("ended"))
    reactions.on_recording_checked(checked(call))
    assert Transcript.objects.get().content == WORDS and len(stored(call)) == 1


def test_the_wiring_leads_from_the_recording_to_the_score():
    later = {wire.kind: {(one.reaction, one.queue) for one in wire.later} for wire in WIRING}
    assert ("sanxiang.quality.recognition.reactions.on_recording_checked", "slow") in later[
        "recording.checked"
    ]
    assert any(name.endswith("on_transcript_stored") for name, _queue in later["transcript.stored"])


@pytest.mark.media
def test_from_the_recording_to_the_score_with_a_real_model(call, monkeypatch, tmp_path):
    monkeypatch.setenv("SANXIANG_ASR_MODEL", str(kit.sense_voice(tmp_path / "model")))
    reactions.on_recording_checked(checked(call))
    assert {turn["who"] for turn in Transcript.objects.get().content["turns"]} == {"staff", "customer"}
    (fact,) = stored(call)
    scoring.on_transcript_stored(fact)
    verdicts = {one.clause: one.verdict for one in queries.findings_of(queries.latest_of("c-1"))}
    assert verdicts["TLK-3"] == "met" and verdicts["ANS-4"] == "missed"
