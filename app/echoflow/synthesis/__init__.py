"""Text to speech: the synthesizer protocol and its engines, and phrasing."""
