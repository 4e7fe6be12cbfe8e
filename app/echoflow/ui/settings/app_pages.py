"""The pages about the app itself: what each entry is called, and what can be chosen."""

from __future__ import annotations

from echoflow.text import tr_noop
from echoflow.ui.settings.entries import Action, Choices, Entry, Group, Keys, Line, Number, Page, Toggle

AUTO = ("auto", tr_noop("As the system"))

GENERAL = Page(
    "general",
    tr_noop("General"),
    (
        Group(
            (
                Entry(
                    "interface_language",
                    tr_noop("Language of windows and messages"),
                    Choices((AUTO, ("en", "English"), ("zh", "中文"))),
                    also="language 语言 english chinese",
                ),
                Entry(
                    "language",
                    tr_noop("Language of the conversation"),
                    Choices(),
                    tr_noop("What you talk in. The voices of this computer speak English only."),
                    also="speak",
                ),
            ),
            tr_noop("Language"),
        ),
        Group(
            (
                Entry(
                    "autostart",
                    tr_noop("Start when I log in"),
                    Toggle(),
                    tr_noop("EchoFlow then waits in the tray."),
                    also="autostart boot login",
                ),
                Entry(
                    "notifications",
                    tr_noop("Notifications"),
                    Toggle(),
                    tr_noop("The desktop tells you what happens while nothing of EchoFlow can be seen."),
                ),
            ),
            tr_noop("Desktop"),
        ),
        Group(
            (
                Entry(
                    "check",
                    tr_noop("Check my setup"),
                    Action(tr_noop("Check…")),
                    tr_noop("Looks at everything that can go wrong, and says what to do."),
                ),
                Entry("first_start", tr_noop("First start"), Action(tr_noop("Go through it again…"))),
            ),
            tr_noop("Help"),
        ),
        Group(
            (
                Entry(
                    "log_level",
                    tr_noop("Log"),
                    Choices(
                        (
                            ("error", tr_noop("Errors")),
                            ("warning", tr_noop("Warnings")),
                            ("info", tr_noop("What happens")),
                            ("debug", tr_noop("Everything")),
                        )
                    ),
                    tr_noop("What EchoFlow writes down about itself; neither your words nor your keys."),
                ),
                Entry("log_folder", tr_noop("Folder of the log"), Action(tr_noop("Open"))),
                Entry(
                    "settings_file",
                    tr_noop("Settings file"),
                    Action(tr_noop("Open")),
                    tr_noop("All settings, each with what it means. It is read when EchoFlow starts."),
                    also="toml",
                ),
            ),
            tr_noop("Files"),
        ),
        Group(
            (
                Entry("about", "EchoFlow", Action(tr_noop("Licences")), also="version license 版本"),
                Entry(
                    "check_for_updates",
                    tr_noop("Look for newer versions"),
                    Toggle(),
                    tr_noop("Once a day. Nothing is told of you, of this computer or of what you have."),
                    also="update upgrade",
                ),
            ),
            tr_noop("About"),
        ),
    ),
)


TALKING = Page(
    "talking",
    tr_noop("Talking"),
    (
        Group(
            (
                Entry(
                    "mode",
                    tr_noop("How to talk"),
                    Choices(
                        (
                            ("hold", tr_noop("Hold to talk")),
                            ("tap", tr_noop("Press to talk")),
                            ("hands_free", tr_noop("Hands-free")),
                        )
                    ),
                    tr_noop("Hold the keys while you talk, press them once, or just talk."),
                    also="push to talk",
                ),
            )
        ),
        Group(
            (
                Entry("hotkey", tr_noop("Keys to talk with"), Keys(), also="hotkey shortcut 快捷键"),
                Entry(
                    "tap_hotkey",
                    tr_noop("Keys to talk or stop with one press"),
                    Keys(optional=True),
                    tr_noop("Whatever is chosen above."),
                    also="hotkey shortcut 快捷键",
                ),
                Entry("stop_hotkey", tr_noop("Keys to stop"), Keys(optional=True), also="hotkey shortcut 快捷键"),
            ),
            tr_noop("Hotkeys"),
        ),
        Group(
            (
                Entry(
                    "thinking_cue",
                    tr_noop("Sound while thinking"),
                    Toggle(),
                    tr_noop("A soft sound says that an answer is coming when it takes longer than a moment."),
                ),
            )
        ),
    ),
)


_PLACES = Choices(
    (
        ("", tr_noop("Foot of the screen")),
        ("0.000 1.000", tr_noop("Lower left")),
        ("1.000 1.000", tr_noop("Lower right")),
        ("0.500 0.000", tr_noop("Top of the screen")),
        ("0.000 0.000", tr_noop("Upper left")),
        ("1.000 0.000", tr_noop("Upper right")),
    ),
    tr_noop("Where you dragged it"),
)
"""As `ui.overlay.placement` writes places; it keeps the card whole at the edges."""


APPEARANCE = Page(
    "appearance",
    tr_noop("Appearance"),
    (
        Group(
            (
                Entry(
                    "theme",
                    tr_noop("Colours"),
                    Choices((AUTO, ("light", tr_noop("Light")), ("dark", tr_noop("Dark")))),
                    also="theme dark mode",
                ),
                Entry(
                    "contrast",
                    tr_noop("Contrast"),
                    Choices((AUTO, ("normal", tr_noop("Normal")), ("high", tr_noop("High")))),
                ),
                Entry(
                    "motion",
                    tr_noop("Motion"),
                    Choices((AUTO, ("full", tr_noop("Full")), ("reduced", tr_noop("Reduced")))),
                    also="animation",
                ),
            )
        ),
        Group(
            (
                Entry("overlay", tr_noop("Show the conversation over the desktop"), Toggle(), also="overlay"),
                Entry(
                    "overlay_place",
                    tr_noop("Its place"),
                    _PLACES,
                    tr_noop("Choose one, or drag it where you like."),
                ),
            ),
            tr_noop("Overlay"),
        ),
    ),
)


PRIVACY = Page(
    "privacy",
    tr_noop("Privacy"),
    (
        Group(
            (
                Entry(
                    "keep_history",
                    tr_noop("Keep conversations"),
                    Toggle(),
                    tr_noop("On this computer, to be read and searched later."),
                    also="history",
                ),
                Entry(
                    "history_days",
                    tr_noop("Keep them"),
                    Number(30, ((0, tr_noop("For ever")),), tr_noop("days"), lowest=1),
                    also="retention",
                ),
                Entry(
                    "private",
                    tr_noop("Private mode"),
                    Toggle(),
                    tr_noop("Nothing is kept of what is said until it is switched off or EchoFlow ends."),
                ),
                Entry("conversations", tr_noop("Past conversations"), Action(tr_noop("Conversations…"))),
            ),
            tr_noop("Conversations"),
        ),
        Group(
            (
                Entry(
                    "delete_data",
                    tr_noop("Delete all my data"),
                    Action(tr_noop("Delete…"), is_dangerous=True),
                    tr_noop("Conversations, settings, keys and downloaded models of this computer."),
                ),
            )
        ),
    ),
)


CLOUDS = Page(
    "clouds",
    tr_noop("Clouds and costs"),
    (
        Group(
            (
                Entry(
                    "keys",
                    tr_noop("Keys"),
                    Action(tr_noop("Keys…")),
                    tr_noop("Of Deepgram, ElevenLabs and OpenAI. They are in the keyring, and checked there."),
                    also="API",
                ),
            )
        ),
        Group(
            (
                Entry(
                    "monthly_budget",
                    tr_noop("Budget for a month"),
                    Number(5, ((0, tr_noop("No limit")),), step=1, decimals=2, prefix="$ ", lowest=0.01),
                    tr_noop("When it is spent, EchoFlow works on this computer alone until next month."),
                ),
                Entry("costs", tr_noop("What the clouds cost"), Action(tr_noop("Costs…"))),
            ),
            tr_noop("Costs"),
        ),
        Group(
            (
                Entry(
                    "deepgram_url", tr_noop("Address of Deepgram"), Line("https://api.deepgram.com"), also="url proxy"
                ),
                Entry(
                    "elevenlabs_url",
                    tr_noop("Address of ElevenLabs"),
                    Line("https://api.elevenlabs.io"),
                    also="url proxy",
                ),
                Entry(
                    "hub_url",
                    tr_noop("Where models come from"),
                    Line(tr_noop("the hub itself")),
                    tr_noop("The address of a mirror, where the hub cannot be reached."),
                    also="mirror huggingface url",
                ),
            ),
            tr_noop("Addresses"),
            is_advanced=True,
        ),
    ),
)
