"""Coaching while a call goes on: growing recordings in, meters and one gentle nudge at a time out."""
