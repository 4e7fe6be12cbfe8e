"""Frames, voice activity, playback, and the endpoints sound comes from and goes to."""
