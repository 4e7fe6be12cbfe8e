"""Speech to text: the recognizer protocol and its engines."""
