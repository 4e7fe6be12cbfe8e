"""The pages of the settings window."""

from __future__ import annotations

from echoflow.ui.settings.app_pages import APPEARANCE, CLOUDS, GENERAL, PRIVACY, TALKING
from echoflow.ui.settings.engine_pages import HEARING, SPEAKING, THINKING
from echoflow.ui.settings.entries import Entry

PAGES = (GENERAL, TALKING, HEARING, THINKING, SPEAKING, APPEARANCE, PRIVACY, CLOUDS)
"""In the order of the sidebar."""

ENTRIES: dict[str, Entry] = {entry.name: entry for page in PAGES for group in page.groups for entry in group.entries}
"""By name."""
