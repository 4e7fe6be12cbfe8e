"""What can go wrong while a model is fetched, each in one sentence that names the remedy."""

from __future__ import annotations

from echoflow.store.download_records import Wanted
from echoflow.store.model_library import format_size
from echoflow.text import tr


def shut_down_problem(error: OSError) -> str:
    """The process that fetches cannot be started, or what came cannot be moved."""
    return tr("The download cannot be carried out here: {reason}.", reason=error.strerror or str(error))


def sentence(wanted: Wanted, kind: str, **details: object) -> str:
    """What `download_worker` reported as `kind`."""
    name = wanted.name
    match kind:
        case "status":
            return _refused(wanted, int(str(details.get("status", 0))))
        case "disk_full":
            return _disk_full(name, int(str(details.get("needed", 0))), int(str(details.get("free", 0))))
        case "disk":
            return tr("{name} cannot be written to the disk: {reason}.", name=name, reason=details.get("reason", ""))
        case "gated":
            return tr(
                "{name} is given only to those who have accepted its terms; accept them at the hub and sign in with "
                "“hf auth login”, or choose another model.",
                name=name,
            )
        case "no_repository" | "not_found":
            return tr(
                "{name} is not at the hub where it is looked for ({repository}); choose another model, or another "
                "mirror in the settings.",
                name=name,
                repository=wanted.repository,
            )
        case _:
            return _line_problem(name, kind)


def _line_problem(name: str, kind: str) -> str:
    match kind:
        case "offline":
            return tr("{name} cannot be fetched because HF_HUB_OFFLINE is set; unset it.", name=name)
        case "unreachable":
            return tr(
                "The hub cannot be reached; check the network, or choose a mirror of the hub in the settings. {name} "
                "goes on where it stopped.",
                name=name,
            )
        case "damaged":
            return tr("What came of {name} was damaged and has been deleted; download it again.", name=name)
        case "other_file":
            return tr(
                "The hub offers another file than the one EchoFlow knows as {name}; update EchoFlow, or choose "
                "another model.",
                name=name,
            )
        case "strange":
            return tr("What came is not the model {name} and has been deleted; choose another one.", name=name)
        case "elsewhere":
            return tr("{name} is being fetched by another EchoFlow already.", name=name)
        case "incomplete":
            return tr("The connection was lost before all of {name} was here; resume the download.", name=name)
        case _:
            return tr("The download of {name} ended unexpectedly; resume it.", name=name)


def _refused(wanted: Wanted, status: int) -> str:
    if status in (401, 403):
        return tr(
            "The hub does not give {name} to this computer; sign in with “hf auth login”, or choose another model.",
            name=wanted.name,
        )
    if status == 429:
        return tr("The hub has too many requests from here for now; resume {name} in a few minutes.", name=wanted.name)
    return tr(
        "The hub has a problem of its own (status {status}); resume {name} later, or choose a mirror of the hub in "
        "the settings.",
        status=status,
        name=wanted.name,
    )


def _disk_full(name: str, needed: int, free: int) -> str:
    if needed:
        return tr(
            "There is no room on the disk for {name}: it needs {needed} more, and {free} is free; make room and "
            "resume it.",
            name=name,
            needed=format_size(needed),
            free=format_size(free),
        )
    return tr(
        "The disk is full; make room and resume {name}, which goes on where it stopped.",
        name=name,
    )
