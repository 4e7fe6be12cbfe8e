"""Where sound comes from and goes to: sound card, WAV file, WebSocket."""
