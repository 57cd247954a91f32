"""Findings that were one row each are packed into the row of their result. The points of a clause that
didn't count were not kept: its frame says 0."""

import json
from hashlib import blake2b

from django.db import migrations

LETTERS = {'met': 'm', 'missed': 'x', 'not_applicable': 'n', 'not_observed': 'o', 'for_person': 'p'}


def _json(value):
    return json.dumps(value, ensure_ascii=False, separators=(',', ':'))


def _digest(*parts):
    return blake2b('\n'.join(parts).encode(), digest_size=16).hexdigest()


def _number(value):
    return int(value) if value == int(value) else float(value)


def _packed(one, sentence):
    partly = _number(one.points) if one.verdict == 'missed' and one.points else None
    if not one.says_values and one.value is None and not one.evidence and partly is None:
        return sentence
    packed = [sentence, one.says_values or 0, one.value, one.evidence or None, partly]
    while packed[-1] is None:
        packed.pop()
    return packed


def pack(apps, schema_editor):
    Score, Finding = apps.get_model('scoring', 'Score'), apps.get_model('scoring', 'Finding')
    Frame, Sentence = apps.get_model('scoring', 'Frame'), apps.get_model('scoring', 'Sentence')
    sentences = {}
    for made in Score.objects.all().iterator(chunk_size=500):
        found = list(Finding.objects.filter(score_id=made.pk).order_by('position'))
        for one in found:
            if one.says_key not in sentences:
                sentences[one.says_key] = Sentence.objects.get_or_create(key=one.says_key)[0].pk
        clauses = _json([[one.clause, one.kind, one.unit or None, one.limit, _number(one.of)] for one in found])
        frame, _ = Frame.objects.get_or_create(content=_digest(clauses), defaults={'clauses': clauses})
        made.frame_id = frame.pk
        made.verdicts = ''.join(LETTERS[one.verdict] for one in found)
        made.details = _json([_packed(one, sentences[one.says_key]) for one in found])
        made.content = _digest(clauses, made.verdicts, made.details)
        made.save(update_fields=['frame', 'verdicts', 'details', 'content'])


class Migration(migrations.Migration):

    dependencies = [('scoring', '0002_shared_parts')]

    operations = [migrations.RunPython(pack, migrations.RunPython.noop)]
