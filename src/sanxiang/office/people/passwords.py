"""Passwords that the program makes up."""

import secrets

SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that are taken for each other when read aloud


def new_password() -> str:
    """Twelve signs in three groups: 59 bits."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(4)) for _ in range(3))
