"""Days and times as people say them."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale, QTime

from echoflow.text import tr


def day_name(day: date, today: date) -> str:
    """Today, yesterday, or the date as it is written in the user's language."""
    days = (today - day).days
    if days == 0:
        return tr("Today")
    if days == 1:
        return tr("Yesterday")
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)


def short_day(at: float, today: date) -> str:
    """The day at `at`, in seconds since the epoch, where there is little room; of today the time."""
    day = day_of(at)
    if day == today:
        return clock_time(at)
    if (today - day).days == 1:
        return tr("Yesterday")
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat)


def clock_time(at: float) -> str:
    """The time of day at `at`, in seconds since the epoch."""
    moment = datetime.fromtimestamp(at)
    return QLocale().toString(QTime(moment.hour, moment.minute), QLocale.FormatType.ShortFormat)


def day_of(at: float) -> date:
    """The day of the user's calendar at `at`, in seconds since the epoch."""
    return datetime.fromtimestamp(at).date()
