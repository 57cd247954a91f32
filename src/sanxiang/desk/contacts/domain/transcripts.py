"""What was said in a call, kept when somebody or something has written it down."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from sanxiang.desk.contacts import facts
from sanxiang.desk.contacts.models import Contact, Transcript
from sanxiang.kernel.facts.domain import announce


@transaction.atomic
def store_transcript(*, contact_id: UUID, content: Mapping[str, Any], at: datetime) -> bool:
    """Keep what a recogniser heard (spec: transcript.json). Returns False where words are there already."""
    contact = Contact.objects.get(pk=contact_id)
    _, made = Transcript.objects.get_or_create(contact=contact, defaults={"content": dict(content)})
    if made:
        announce(
            kind=facts.TRANSCRIPT_STORED,
            subject=f"contact:{contact.pk}",
            at=at,
            site=contact.site_id,
            data={"call": contact.call_id, "turns": len(content["turns"])},
        )
    return made
