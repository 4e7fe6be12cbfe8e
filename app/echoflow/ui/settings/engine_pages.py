"""The pages about hearing, thinking and speaking: what each entry is called, and what can be chosen."""

from __future__ import annotations

from echoflow.text import tr_noop
from echoflow.ui.settings.entries import Action, Choices, Entry, Group, Line, Number, Page, Panel, Paragraph, StandIns

LOCAL = ("local", tr_noop("This computer"))

HEARING = Page(
    "hearing",
    tr_noop("Recognition"),
    (
        Group(
            (
                Entry(
                    "recognition",
                    tr_noop("Hear with"),
                    Choices((LOCAL, ("deepgram", "Deepgram"))),
                    also="recognition engine ASR",
                ),
                Entry(
                    "recognition_fallback",
                    tr_noop("When that fails"),
                    StandIns("recognition"),
                    tr_noop("What takes over until it is back."),
                    also="fallback",
                ),
            )
        ),
        Group(
            (Entry("microphone", tr_noop("Microphone"), Panel("microphone"), also="input device"),),
        ),
        Group(
            (
                Entry(
                    "vocabulary",
                    tr_noop("Names and terms"),
                    Paragraph(tr_noop("One on each line"), is_list=True),
                    tr_noop("What is otherwise misheard. Deepgram knows these words then."),
                    also="vocabulary",
                ),
                Entry(
                    "recognition_model",
                    tr_noop("Model of this computer"),
                    Choices((("", tr_noop("What suits the language")),)),
                    tr_noop("Others can be downloaded under Models."),
                    also="whisper",
                ),
                Entry(
                    "deepgram_model",
                    tr_noop("Model of Deepgram"),
                    Choices(
                        (
                            ("auto", tr_noop("What suits the language")),
                            ("flux", tr_noop("Flux (knows when you have finished)")),
                            ("nova-3", tr_noop("Nova-3 (all languages)")),
                        )
                    ),
                ),
            ),
            tr_noop("Understanding"),
        ),
    ),
)


THINKING = Page(
    "thinking",
    tr_noop("Language model"),
    (
        Group(
            (
                Entry(
                    "thinking",
                    tr_noop("Think with"),
                    Choices((LOCAL, ("openai", tr_noop("OpenAI-compatible service")))),
                    also="language model engine LLM",
                ),
                Entry(
                    "thinking_fallback",
                    tr_noop("When that fails"),
                    StandIns("thinking"),
                    tr_noop("What takes over until it is back."),
                    also="fallback",
                ),
            )
        ),
        Group(
            (
                Entry("model", tr_noop("Model of this computer"), Choices(), also="GGUF llama"),
                Entry(
                    "models",
                    tr_noop("More models"),
                    Action(tr_noop("Models…")),
                    tr_noop("Download others, or use a file of your own."),
                ),
                Entry(
                    "openai_model", tr_noop("Model of the service"), Line(tr_noop("the first it offers")), also="openai"
                ),
                Entry(
                    "openai_url",
                    tr_noop("Address of the service"),
                    Line("https://api.openai.com/v1"),
                    tr_noop("OpenAI, or your own server with llama-server, Ollama or vLLM."),
                    also="openai url",
                ),
            ),
            tr_noop("Model"),
        ),
        Group(
            (
                Entry(
                    "system_prompt",
                    tr_noop("Instruction"),
                    Paragraph(),
                    tr_noop("What the model is told it is."),
                    also="system prompt",
                ),
                Entry(
                    "max_tokens",
                    tr_noop("Longest answer"),
                    Number(256, unit=tr_noop("tokens"), step=16),
                    tr_noop("A word is one or two tokens."),
                ),
            ),
            tr_noop("Answers"),
        ),
        Group(
            (
                Entry(
                    "context_length",
                    tr_noop("Context"),
                    Number(4096, ((0, tr_noop("Automatic")),), tr_noop("tokens"), 512, lowest=256),
                    tr_noop("How much of the conversation the model can see."),
                ),
                Entry(
                    "gpu_layers",
                    tr_noop("Layers on the graphics card"),
                    Number(35, ((-1, tr_noop("Automatic")), (-2, tr_noop("All of them"))), lowest=0),
                    tr_noop("As many as fit into its memory, unless you know better."),
                    also="GPU",
                ),
                Entry(
                    "flash_attention",
                    tr_noop("Flash attention"),
                    Choices((("auto", tr_noop("Automatic")), ("on", tr_noop("On")), ("off", tr_noop("Off")))),
                ),
                Entry(
                    "kv_type",
                    tr_noop("Precision of the cache"),
                    Choices(
                        (
                            ("auto", tr_noop("Automatic")),
                            ("f16", tr_noop("Full (f16)")),
                            ("q8_0", tr_noop("Half (q8_0)")),
                            ("q4_0", tr_noop("Quarter (q4_0)")),
                        )
                    ),
                    tr_noop("Less of it leaves room for a longer context."),
                    also="KV",
                ),
                Entry(
                    "threads",
                    tr_noop("Processor threads"),
                    Number(4, ((0, tr_noop("Automatic")),), lowest=1),
                    also="CPU",
                ),
                Entry(
                    "temperature",
                    tr_noop("Temperature"),
                    Number(0.7, ((-1, tr_noop("Automatic")),), step=0.05, decimals=2, lowest=0),
                    tr_noop("How freely words are chosen; 0 always takes the likeliest."),
                ),
                Entry(
                    "top_p",
                    tr_noop("Top-p"),
                    Number(0.95, step=0.05, decimals=2),
                    tr_noop("Only the likeliest words that make up this share of probability."),
                ),
                Entry("top_k", tr_noop("Top-k"), Number(40), tr_noop("Only so many of the likeliest words.")),
                Entry(
                    "repeat_penalty",
                    tr_noop("Repetition penalty"),
                    Number(1.1, step=0.05, decimals=2),
                    tr_noop("Above 1, words that were just used become less likely."),
                ),
                Entry(
                    "window_tokens",
                    tr_noop("Recent turns word for word"),
                    Number(2048, ((0, tr_noop("Automatic")),), tr_noop("tokens"), 128, lowest=1),
                ),
                Entry(
                    "summary_tokens",
                    tr_noop("Summary of older turns"),
                    Number(512, ((0, tr_noop("Automatic")),), tr_noop("tokens"), 64, lowest=1),
                ),
                Entry(
                    "instruction_tokens",
                    tr_noop("Warn of an instruction above"),
                    Number(1024, ((0, tr_noop("Automatic")),), tr_noop("tokens"), 64, lowest=1),
                ),
            ),
            tr_noop("Advanced"),
            is_advanced=True,
        ),
    ),
)


SPEAKING = Page(
    "speaking",
    tr_noop("Voice"),
    (
        Group(
            (
                Entry(
                    "speech",
                    tr_noop("Speak with"),
                    Choices((LOCAL, ("elevenlabs", "ElevenLabs"))),
                    also="synthesis engine TTS",
                ),
                Entry(
                    "speech_fallback",
                    tr_noop("When that fails"),
                    StandIns("speech"),
                    tr_noop("What takes over until it is back."),
                    also="fallback",
                ),
                Entry("voices", tr_noop("Voice"), Action(tr_noop("Voices…"))),
            )
        ),
        Group(
            (Entry("speaker", tr_noop("Loudspeaker"), Panel("speaker"), also="output device"),),
        ),
        Group(
            (
                Entry(
                    "elevenlabs_model",
                    tr_noop("Model of ElevenLabs"),
                    Choices(
                        (
                            ("eleven_flash_v2_5", tr_noop("Flash v2.5 (quickest)")),
                            ("eleven_turbo_v2_5", tr_noop("Turbo v2.5")),
                            ("eleven_multilingual_v2", tr_noop("Multilingual v2 (most natural)")),
                        )
                    ),
                ),
            ),
            "ElevenLabs",
        ),
    ),
)
