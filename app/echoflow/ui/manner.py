"""How the user talks with the app now, in words: the same ones in the tray, in the overlay and in messages."""

from __future__ import annotations

from dataclasses import dataclass

from echoflow.conversation.talk_key import TalkMode
from echoflow.text import tr
from echoflow.ui.state import AppState


@dataclass(frozen=True, slots=True)
class Manner:
    """How the user takes the floor.

    Attributes:
        mode: what the key means.
        keys: of the hotkey, as printed on a keyboard; none where there is no hotkey.
        muted: the microphone is muted.
    """

    mode: TalkMode = TalkMode.HOLD
    keys: tuple[str, ...] = ()
    muted: bool = False

    @property
    def _chord(self) -> str:
        return "+".join(self.keys)

    def how_to_talk(self, otherwise: str) -> str:
        """One sentence; `otherwise` where it takes a click, and only the caller knows on what."""
        if self.muted:
            return tr("The microphone is muted; choose “Mute microphone” in the menu again to be heard.")
        if self.mode is TalkMode.HANDS_FREE:
            return tr("Just talk.")
        if not self.keys:
            return otherwise
        if self.mode is TalkMode.TAP:
            return tr("Press {keys} and talk.", keys=self._chord)
        return tr("Hold {keys} and talk.", keys=self._chord)

    def how_to_cut_in(self) -> str:
        """One sentence for the tray icon, which stops when it is clicked."""
        if self.mode is TalkMode.HANDS_FREE and not self.muted:
            return tr("Talk or click to cut in.")
        if self.muted or not self.keys:
            return tr("Click to stop.")
        if self.mode is TalkMode.TAP:
            return tr("Press {keys} to cut in.", keys=self._chord)
        return tr("Hold {keys} to cut in.", keys=self._chord)


@dataclass(frozen=True, slots=True)
class KeyHint:
    """What stands beside the state on the card.

    Attributes:
        words: two or three of them, or none.
        keys: the keys they are about.
    """

    words: str = ""
    keys: tuple[str, ...] = ()


def key_hint(state: AppState, manner: Manner) -> KeyHint:
    """What the keys do in `state`."""
    is_answering = state in (AppState.THINKING, AppState.SPEAKING)
    if state in (AppState.LOADING, AppState.MUTED):
        return KeyHint()
    if manner.muted:
        return KeyHint(tr("Microphone muted") if is_answering else "")
    if manner.mode is TalkMode.HANDS_FREE:
        return _hands_free_hint(state, manner)
    if not manner.keys:
        return KeyHint()
    is_tap = manner.mode is TalkMode.TAP
    if state is AppState.SPEAKING:
        return KeyHint(tr("Cut in"), manner.keys)
    if state in (AppState.LISTENING, AppState.THINKING):
        return KeyHint(tr("Stop") if is_tap else "", manner.keys)
    return KeyHint(tr("Press and talk") if is_tap else tr("Hold and talk"), manner.keys)


def _hands_free_hint(state: AppState, manner: Manner) -> KeyHint:
    """There the keys are only for silence."""
    if state in (AppState.IDLE, AppState.OFFLINE, AppState.ERROR):
        return KeyHint(tr("Just talk"))
    if state is AppState.LISTENING or not manner.keys:
        return KeyHint()
    return KeyHint(tr("Stop"), manner.keys)


def mode_labels() -> dict[TalkMode, str]:
    """The modes as the menu offers them."""
    return {
        TalkMode.HOLD: tr("Hold to talk"),
        TalkMode.TAP: tr("Press to talk"),
        TalkMode.HANDS_FREE: tr("Hands-free"),
    }
