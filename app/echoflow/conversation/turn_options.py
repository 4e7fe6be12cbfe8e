"""When things happen in a conversation."""

from __future__ import annotations

from dataclasses import dataclass, field

from echoflow.conversation.challenge import ChallengeOptions


@dataclass(frozen=True, slots=True)
class TurnOptions:
    """When things happen.

    Attributes:
        release_tail: seconds of microphone audio still taken after the key was let go; people let go with the last
            syllable, and the sound card delivers late.
        longest_moment: seconds after which a moment of silence is the end of speech though voice activity, which needs
            a fifth of that to be certain, has said neither that nor that the user goes on: it hears nothing any more.
        judges_end_of_turn: there is somebody to ask how complete a turn sounds.
        judgement_timeout: seconds after the end of speech for which that answer is waited for.
        transcript_timeout: seconds for which a transcript is waited for; a recognizer that is silent for that long has
            failed without saying so.
        cue_after: seconds after the end of the user's speech at which a sound says that the answer is coming, if
            nothing is audible by then; None for no such sound.
        cue_patience: seconds from the taking of the turn that the answer has in any case before that.
        challenge: what a sound over our speech does.
    """

    release_tail: float = 0.15
    longest_moment: float = 1.0
    judges_end_of_turn: bool = False
    judgement_timeout: float = 0.8
    transcript_timeout: float = 10.0
    cue_after: float | None = None
    cue_patience: float = 0.2
    challenge: ChallengeOptions = field(default_factory=ChallengeOptions)
