"""Voice over WebRTC: legs, bridges, tones, recordings. Knows parties by name and nothing of calls' rules."""
