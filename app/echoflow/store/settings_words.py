"""What each setting means, in one sentence: in the settings file, and in the window that changes it."""

from __future__ import annotations

from collections.abc import Mapping

from echoflow.text import tr_noop

MEANINGS: Mapping[str, str] = {
    "recognition": tr_noop("What hears you."),
    "thinking": tr_noop("What thinks of the answer."),
    "speech": tr_noop("What speaks to you."),
    "recognition_fallback": tr_noop("What hears in its place when it fails, in this order; an empty list for nothing."),
    "thinking_fallback": tr_noop("What thinks in its place when it fails, in this order; an empty list for nothing."),
    "speech_fallback": tr_noop("What speaks in its place when it fails, in this order; an empty list for nothing."),
    "language": tr_noop("The language you talk in: en, zh, or another ISO 639-1 code."),
    "voice": tr_noop("The voice of this computer; empty for the first there is."),
    "recognition_model": tr_noop("The model of this computer that hears you; empty for what suits the language."),
    "deepgram_model": tr_noop("What hears at Deepgram; auto for what suits the language."),
    "vocabulary": tr_noop("Names and terms that are otherwise misheard. Deepgram knows them then."),
    "elevenlabs_model": tr_noop("The model of ElevenLabs that speaks."),
    "elevenlabs_voice": tr_noop("The identifier of the voice at ElevenLabs."),
    "openai_model": tr_noop("The model at an OpenAI-compatible service; empty for the first it offers."),
    "deepgram_url": tr_noop("Where Deepgram is reached; empty for its own address."),
    "elevenlabs_url": tr_noop("Where ElevenLabs is reached; empty for its own address."),
    "openai_url": tr_noop("Where the OpenAI-compatible service is reached; empty for OpenAI's own address."),
    "monthly_budget": tr_noop("Dollars that the clouds may cost in a month; 0 for no limit."),
    "model": tr_noop("The model file (GGUF) to think with; empty for the one that comes with EchoFlow."),
    "microphone": tr_noop("The microphone by its name; empty for the one the system chooses."),
    "speaker": tr_noop("The loudspeaker by its name; empty for the one the system chooses."),
    "hotkey": tr_noop("The keys to talk with, such as <ctrl>+<alt>+<space>."),
    "tap_hotkey": tr_noop("Keys that talk or stop with one press, whatever the mode; empty for none."),
    "stop_hotkey": tr_noop("Keys that only stop; empty for none."),
    "mode": tr_noop("How you take the floor: hold the keys while you talk, press them once, or just talk."),
    "interface_language": tr_noop("The language of windows and messages; auto for the system's."),
    "theme": tr_noop("Light or dark; auto for the system's."),
    "motion": tr_noop("How much moves on the screen; auto for what the system is set to."),
    "contrast": tr_noop("How strongly things stand out; auto for what the system is set to."),
    "overlay": tr_noop("Shows the conversation over the desktop while you talk."),
    "overlay_place": tr_noop("Where the overlay stands: shares of the screen, such as 0.5 0.93; empty for its foot."),
    "notifications": tr_noop("Lets the desktop tell you what happens while nothing of EchoFlow can be seen."),
    "check_for_updates": tr_noop(
        "Asks once a day whether there is a newer EchoFlow, where this build knows whom to ask."
    ),
    "keep_history": tr_noop("Keeps your conversations on this computer, to be read and searched later."),
    "history_days": tr_noop("Days after which a conversation is forgotten; 0 for never."),
    "hub_url": tr_noop("Where models are downloaded from: a mirror of the hub; empty for the hub itself."),
    "log_level": tr_noop("How much is written to the log; it holds neither your words nor your keys."),
    "first_start_done": tr_noop("Whether the first start has been gone through."),
    "thinking_cue": tr_noop("A soft sound says that an answer is coming when it takes longer than a moment."),
    "system_prompt": tr_noop("What the model is told it is; empty for what suits the model and the language."),
    "context_length": tr_noop("Tokens of conversation the model can see; 0 for what fits this computer."),
    "gpu_layers": tr_noop("Layers of the model on the graphics card; -1 for as many as fit, -2 for all."),
    "flash_attention": tr_noop("A faster way to compute attention that most graphics cards know."),
    "kv_type": tr_noop("How the model's memory of the conversation is kept: smaller is coarser."),
    "threads": tr_noop("Processor threads for the model; 0 for what suits this computer."),
    "temperature": tr_noop("How freely words are chosen: 0 always takes the likeliest, -1 is what suits the model."),
    "top_p": tr_noop("Only the likeliest words that make up this share of probability are considered."),
    "top_k": tr_noop("Only so many of the likeliest words are considered."),
    "repeat_penalty": tr_noop("Above 1, words that were just used become less likely."),
    "max_tokens": tr_noop("The longest answer, in tokens; a word is one or two."),
    "instruction_tokens": tr_noop("So long may the instruction be, in tokens, until it is warned of; 0 for half."),
    "window_tokens": tr_noop("Recent turns the model is shown word for word, in tokens; 0 for what there is room for."),
    "summary_tokens": tr_noop("What the model is told of older turns, in tokens; 0 for a sixth, up to 512."),
    "prices": tr_noop('Dollars per unit, where a price is not the listed one, such as "deepgram.nova-3" = 0.004.'),
}
"""By setting, to be shown with `text.in_language`."""
