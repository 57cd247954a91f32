"""The page of one call: how it sounded, what was said, and what it was judged before."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sanxiang.desk.contacts.domain import register
from sanxiang.desk.contacts.domain.imports import take_transcript
from sanxiang.desk.contacts.scorable import scorable
from sanxiang.quality.audio.model import VERSION, Analysis, Overlap, Span
from sanxiang.quality.scoring.domain import score_call
from sanxiang.quality.scoring.models import SoundAnalysis
from sanxiang.quality.scoring.tests.calls import speech
from sanxiang.web.pages.register_voice import voice_of
from sanxiang.web.pages.tests.conftest import CALLED, NOW, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
HEARD = Analysis(
    VERSION, 8000, 90.0, speech((7, 9), (50, 52), rate=170.0, level=-29.0),
    speech((0.4, 6), (10, 30), rate=211.0), (Overlap(8.0, 9.0, "staff", "interruption"),),
    (Span(30, 50), Span(52, 90)),  # the second one: nobody says anything more until the end
    0.4, (0.4, 0.6), 0.67,
)  # fmt: skip
SAID = {
    "turns": [
        {"who": "staff", "from_s": 0.4, "to_s": 6.0, "text": "您好，翠湖客服中心。"},
        {"who": "customer", "from_s": 7.0, "to_s": 9.0, "text": "我家漏水了。"},
        {"who": "staff", "from_s": 10.0, "to_s": 30.0, "text": "这个我不知道，您等一下。"},
    ]
}


def score(row, *, final: bool) -> None:
    (call,) = scorable([row.call_id])
    score_call(call, final=final, at=NOW)


def page(staff, row, **asked) -> str:
    answer = signed_in(staff).get(f"/register/{row.pk}/", asked)
    assert answer.status_code == 200
    return answer.content.decode()


def part(said, name):
    return said.split(f'id="{name}"')[1].split("</section>")[0]


def heard(row, sound=HEARD, fault=""):
    content = sound and sound.as_json()
    SoundAnalysis.objects.create(
        call_id=row.call_id, version=VERSION, content=content, fault=fault, made_at=NOW
    )


def test_the_voice_in_figures_beside_where_they_should_lie(recorded, operator):
    heard(recorded)
    score(recorded, final=False)
    voice = part(page(operator, recorded), "voice")
    for shown in (
        "211 字/分",
        "170 字/分",
        "-29 dBov",
        "1 次",
        "20.0 秒",
        "应为 90–180 字/分",
        "客服说了 67%",
    ):
        assert shown in voice, shown
    assert "voice-off" in voice and "meter-off" in voice and 'style="' not in voice


@pytest.mark.parametrize(
    ("sound", "fault", "sentence"),
    [
        (None, "not_wav", "不是 WAV"),
        (replace(HEARD, faults=("swapped",)), "", "接反"),
        (replace(HEARD, faults=("silent_customer",)), "", "没有对方的声音"),
    ],
)
def test_a_recording_that_tells_nothing_says_why(recorded, operator, sound, fault, sentence):
    heard(recorded, sound, fault)
    voice = part(page(operator, recorded), "voice")
    assert sentence in voice and "客服说了" not in voice
    assert ("<table" in voice) == (fault == "" and "swapped" not in sound.faults)


def test_before_the_analysis(recorded, operator):
    assert "还没有分析完" in part(page(operator, recorded), "voice")


def test_without_a_recording_there_is_no_panel(row, operator):
    assert voice_of(row, None) is None and 'id="voice"' not in page(operator, row)


def test_what_is_never_to_be_said_is_marked_with_what_to_say_instead(recorded, operator):
    take_transcript(call_id=recorded.call_id, content=SAID)
    score(recorded, final=False)
    said = part(page(operator, recorded), "said")
    assert (
        '<mark class="never">不知道</mark>' in said and "可以说：" in said and said.count("turn-missed") >= 1
    )
    assert "我家漏水了。</span>" in said


def test_a_transcript_before_the_first_score_is_plain(recorded, operator):
    take_transcript(call_id=recorded.call_id, content=SAID)
    said = part(page(operator, recorded), "said")
    assert "这个我不知道" in said and "<mark" not in said


def test_what_says_nothing_of_this_call_is_folded_away_by_its_reason(recorded, operator):
    score(recorded, final=False)
    found = part(page(operator, recorded), "findings")
    people, unseen, unused = (found.split(f'data-rest="{name}"')[1].split("</details>")[0]
                              for name in ("people", "unseen", "unused"))  # fmt: skip
    assert "由评审员听录音评定。" in people and 'data-verdict="for_person"' in people
    assert unseen.count("没有文字记录。") == 1 and unseen.count('data-verdict="not_observed"') > 3
    assert "没有转接。" in unused


def test_earlier_results_can_be_opened(recorded, operator):
    score(recorded, final=False)
    fields = {"category": "repair"}
    register.close(contact_id=recorded.pk, fields=fields, at=CALLED + timedelta(minutes=2), actor=operator)
    score(recorded, final=True)
    newest = part(page(operator, recorded), "findings")
    assert "共评过 2 次" in newest and "?result=1#findings" in newest and "不是现在算数的" not in newest
    earlier = part(page(operator, recorded, result="1"), "findings")
    assert "第 1 次评分" in earlier and "登记还没有结束" in earlier
    for odd in ("9", "x", "-1", "99999999999999999999"):
        assert "不是现在算数的" not in page(operator, recorded, result=odd)
