"""Sending a hint: by NOTIFY on PostgreSQL, else by a datagram to the hub that `sanxiang run` owns."""

import contextlib
import hashlib
import socket
from collections.abc import Sequence
from functools import cache

from django.conf import settings
from django.db import connection, transaction

CHANNEL = "sanxiang_hints"
MAX_BYTES = 7000  # NOTIFY refuses 8,000


def hint(topics: Sequence[str]) -> None:
    """Tell screens, once the running transaction is committed, that these topics have news."""
    if not topics:
        return
    text = "\n".join(topics)[:MAX_BYTES]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, text])
    else:
        transaction.on_commit(lambda: _to_hub(text), robust=True)


def hub_token() -> str:
    """The word that shows a sender or listener to be part of this installation."""
    return hashlib.sha256(f"hub:{settings.SECRET_KEY}".encode()).hexdigest()[:32]


def _to_hub(text: str) -> None:
    # Nobody listening, or no room in the buffer: screens fetch anew by themselves after a while.
    with contextlib.suppress(OSError):
        _socket().sendto(f"{hub_token()}\n{text}".encode(), ("127.0.0.1", settings.SANXIANG_HUB_PORT))


@cache
def _socket() -> socket.socket:
    out = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    out.setblocking(False)
    return out
