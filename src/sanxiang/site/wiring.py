"""The newcomer's map: which fact is followed by what, in the same transaction or after the commit."""

from sanxiang.desk.contacts import reactions as contacts
from sanxiang.kernel.facts.facts import Later, Wire
from sanxiang.rules.deadlines import reactions as deadlines

WIRING: tuple[Wire, ...] = (
    # kind           same transaction               after the commit                       live screens
    Wire("", now=(deadlines.on_fact,)),
    Wire("callback.", hints=("callbacks:{site}", "contact:{contact}", "register:{site}")),
    Wire("deadline.broken", now=(contacts.promise_broken,)),
    Wire("deadline.met", now=(contacts.promise_kept,)),
    Wire("deadline.reopened", now=(contacts.promise_kept,)),
    Wire("deadline.", hints=("deadlines:{site}", "contact:{contact}")),
    Wire(
        "call.ended",
        later=(
            Later("sanxiang.desk.contacts.reactions.check_recording", "urgent"),
            Later("sanxiang.quality.scoring.reactions.on_call_ended", "urgent"),
        ),
    ),
    Wire("call.", hints=("register:{site}", "contact:{key}")),
    Wire("contact.closed", later=(Later("sanxiang.quality.scoring.reactions.on_contact_closed", "urgent"),)),
    Wire(
        "contact.corrected", later=(Later("sanxiang.quality.scoring.reactions.on_contact_closed", "urgent"),)
    ),
    Wire("contact.", hints=("register:{site}", "contact:{key}")),
    Wire("callback.kept", later=(Later("sanxiang.quality.scoring.reactions.on_callback_kept", "urgent"),)),
    Wire(
        "recording.checked",
        later=(
            Later("sanxiang.quality.scoring.reactions.on_recording_checked", "slow"),
            Later("sanxiang.quality.recognition.reactions.on_recording_checked", "slow"),
        ),
    ),
    Wire(
        "transcript.stored",
        later=(Later("sanxiang.quality.scoring.reactions.on_transcript_stored", "urgent"),),
        hints=("contact:{key}", "register:{site}"),
    ),
    Wire("recording.", hints=("contact:{key}", "register:{site}")),
    Wire("score.", hints=("contact:{contact}", "register:{site}")),
    Wire("presence.", hints=("presence:{site}",)),
    Wire("review.", hints=("review:{site}",)),
    Wire("alarm.", hints=("alarm:{site}",)),
)
