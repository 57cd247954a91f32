"""A recording that was checked is put into words, where the company has a speech model. Idempotent, slow."""

import logging
from uuid import UUID

from sanxiang.desk.contacts import queries as contacts
from sanxiang.desk.contacts.domain.transcripts import store_transcript
from sanxiang.kernel.clock import clock
from sanxiang.kernel.facts.facts import Fact
from sanxiang.quality.recognition.ports import NotRecognised
from sanxiang.quality.recognition.setting import recogniser

log = logging.getLogger("sanxiang.recognition")
OF_THE_RECORDING = ("sound", "nothing")


def on_recording_checked(fact: Fact) -> None:
    """Recognise and store, unless words are there already. A fault of the model is tried again and is seen by
    `sanxiang doctor`; one of the recording stays as it is, and the clauses of words say not observed."""
    if fact.data.get("fault") not in ("", "short"):
        return
    row, engine = contacts.contact(UUID(fact.key)), recogniser()
    path = contacts.recording_file(row) if row is not None else None
    if engine is None or row is None or path is None or getattr(row, "transcript", None) is not None:
        return
    try:
        found = engine.transcribe(path)
    except NotRecognised as fault:
        if fault.code not in OF_THE_RECORDING:
            raise
        log.info("%s: %s", row.call_id, fault.sentence)
    else:
        store_transcript(contact_id=row.pk, content=found, at=clock.now())
