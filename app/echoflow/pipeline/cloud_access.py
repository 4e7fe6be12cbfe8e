"""The user's access to the services: keys, addresses, and what may still be spent this month."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from types import MappingProxyType

from echoflow import paths
from echoflow.clouds.addresses import Address
from echoflow.errors import UsageError
from echoflow.pipeline.accounts import service_address
from echoflow.pipeline.engine_choice import EngineChoice
from echoflow.pipeline.engine_factory import Clouds
from echoflow.pipeline.failover import Stage
from echoflow.store.credentials import Credentials, Key, Service
from echoflow.store.prices import price_list
from echoflow.store.settings import Settings
from echoflow.store.usage import Budget, UsageMeter, usage_file

SERVES: Mapping[tuple[Stage, str], Service] = MappingProxyType(
    {
        ("asr", "deepgram"): Service.DEEPGRAM,
        ("llm", "openai"): Service.OPENAI,
        ("tts", "elevenlabs"): Service.ELEVENLABS,
    }
)
"""Which service an engine of a stage belongs to."""


def addresses(settings: Settings) -> tuple[dict[Service, Address], list[str]]:
    """Where services are reached instead of at their own addresses, and a sentence for each that cannot be read."""
    found: dict[Service, Address] = {}
    problems: list[str] = []
    for service in Service:
        try:
            if (address := service_address(service, settings)) is not None:
                found[service] = address
        except UsageError as error:
            problems.append(str(error))
    return found, problems


class CloudAccess:
    """Holds the keyring and the cost meter open; of one program, for one event loop.

    Attributes:
        credentials: the user's keys.
        meter: what the services were used for.
        on_late_key: receives a key that the keyring gave, or took, after it was given up waiting for.
        on_problem: receives a sentence if what is spent cannot be kept any more, perhaps in the meter's own thread.
    """

    def __init__(self, settings: Settings, now: Callable[[], datetime] = datetime.now) -> None:
        """Opens neither the keyring nor a connection yet."""
        self._now = now
        self.on_late_key: Callable[[Service, Key], None] = lambda _service, _key: None
        self.on_problem: Callable[[str], None] = lambda _sentence: None
        self.credentials = Credentials(on_late=lambda service, key: self.on_late_key(service, key))
        self._addresses, self._bad_addresses = addresses(settings)
        self.meter = UsageMeter(
            usage_file(), self._prices(settings), on_problem=lambda sentence: self.on_problem(sentence)
        )
        self._budget = Budget(settings.monthly_budget)

    def _prices(self, settings: Settings) -> dict[str, float]:
        return price_list(settings.prices, own_server=Service.OPENAI in self._addresses)

    @property
    def problems(self) -> list[str]:
        """A sentence for each thing that cannot be used as it was set, or as it was kept."""
        unkept = self.meter.problem
        return [*self._bad_addresses, *([unkept] if unkept is not None else [])]

    def change(self, settings: Settings) -> None:
        """Other addresses, prices and another budget hold from now on."""
        self._addresses, self._bad_addresses = addresses(settings)
        self.meter.prices = self._prices(settings)
        self._budget = Budget(settings.monthly_budget)

    def address(self, service: Service) -> Address | None:
        """Where `service` is reached instead of at its own address."""
        return self._addresses.get(service)

    def may_spend(self, engine: str) -> bool:
        """Whether the budget allows `engine`; what costs nothing is always allowed."""
        costs = any(price > 0 for item, price in self.meter.prices.items() if item.startswith(f"{engine}."))
        return not costs or not self._budget.exhausted(self.meter.month_dollars(self._now()))

    async def clouds(self, choice: EngineChoice) -> Clouds:
        """What the engines of `choice` need; only keys that are wanted are looked up."""
        services = [service for (stage, engine), service in SERVES.items() if engine in choice.engines(stage)]
        keys = await asyncio.gather(*(self.credentials.get(service) for service in services))
        return Clouds(
            keys=dict(zip(services, keys, strict=True)),
            addresses=self._addresses,
            spent=self.meter.add,
            may_spend=self.may_spend,
            speech_cache=paths.cache_folder() / "phrases",
        )

    async def close(self) -> None:
        """Writes what was used and ends the threads."""
        await asyncio.to_thread(self.meter.close)


@asynccontextmanager
async def open_clouds(choice: EngineChoice, settings: Settings) -> AsyncIterator[tuple[Clouds, list[str]]]:
    """What the engines of `choice` need, and a sentence for each thing that cannot be used as it was set."""
    if not any(engine in choice.engines(stage) for stage, engine in SERVES):
        yield Clouds(), []
        return
    access = CloudAccess(settings)
    try:
        yield await access.clouds(choice), access.problems
    finally:
        await access.close()
