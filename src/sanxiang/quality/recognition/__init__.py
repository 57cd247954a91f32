"""Recordings into words, where the company has put a speech model; without one nothing is guessed."""
