"""Servers on loopback that speak the protocols of Deepgram, ElevenLabs and OpenAI, and can fail as they do."""
