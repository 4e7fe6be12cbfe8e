"""The keyring that holds the keys, and what the services think of these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from echoflow.checks.check import Circumstances, in_thread
from echoflow.checks.findings import Finding
from echoflow.errors import UserError
from echoflow.store.credentials import Service, explain
from echoflow.store.system_keyring import (
    KeyringDeniedError,
    KeyringIsLockedError,
    NoUsableKeyringError,
    SystemKeyring,
)
from echoflow.text import tr

if TYPE_CHECKING:
    from echoflow.pipeline.cloud_access import CloudAccess

_KEYRING_SECONDS = 5.0
"""As long as the app itself waits for it."""

_PROBE = "check"
"""The name of a secret that nobody has: asking for it shows whether the keyring answers."""


async def keyring(_circumstances: Circumstances) -> Finding:
    """Works, locked, refusing, or none; a keyring that asks its user something is not waited for."""
    try:
        await SystemKeyring(_KEYRING_SECONDS).read(_PROBE)
    except KeyringIsLockedError:
        sentence = tr("The system's keyring is locked, so keys in it cannot be read.")
        return Finding("keyring", "warning", sentence, tr("Unlock it with your password, then check again."))
    except KeyringDeniedError:
        sentence = tr("The system's keyring refuses to answer EchoFlow.")
        return Finding("keyring", "warning", sentence, tr("Allow EchoFlow to use it when the system asks."))
    except NoUsableKeyringError:
        return Finding(
            "keyring",
            "warning",
            tr("There is no keyring that keeps secrets, so keys that are entered are forgotten when EchoFlow quits."),
            tr("Install one, such as gnome-keyring or KWallet, or set the keys as environment variables."),
        )
    return Finding("keyring", "ok", tr("The system's keyring answers."))


async def services(circumstances: Circumstances) -> list[Finding]:
    """The services that are used or for which there is a key, asked about that key."""
    from echoflow.pipeline.cloud_access import CloudAccess

    settings = circumstances.settings
    access = await in_thread(lambda: CloudAccess(settings))
    chosen = (settings.recognition, settings.thinking, settings.speech)
    try:
        findings = [await _service(each, access, chosen=each.value in chosen) for each in Service]
    finally:
        await access.close()
    return [finding for finding in findings if finding is not None]


async def _service(service: Service, access: CloudAccess, *, chosen: bool) -> Finding | None:
    from echoflow.pipeline.accounts import check_key

    key, address = await access.credentials.get(service), access.address(service)
    meanwhile = tr("Local engines do its work meanwhile.")
    if not key.usable and not (service is Service.OPENAI and address is not None):
        return Finding(service.value, "warning", explain(key, service), meanwhile, "keys") if chosen else None
    try:
        answer = await check_key(service, key.value, address)
    except UserError as error:
        return Finding(service.value, "warning", str(error), meanwhile, "keys")
    return Finding(service.value, "ok", tr("{service}: {answer}", service=service.title, answer=answer))
