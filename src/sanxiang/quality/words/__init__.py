"""Words that were said: turns, phrases found in them however they are written, and whether they count."""
