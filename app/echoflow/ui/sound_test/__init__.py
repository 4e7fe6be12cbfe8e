"""Trying the microphone and the loudspeaker, as parts of other windows."""
