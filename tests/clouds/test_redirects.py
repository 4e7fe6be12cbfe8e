"""A key goes to the service it is for, and not where that points to."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import web

from echoflow.clouds.addresses import Address
from echoflow.errors import EngineError
from echoflow.synthesis.elevenlabs_account import ElevenLabsAccount


async def serve(handler: web.RequestHandler | object) -> tuple[web.AppRunner, str]:
    """A server on loopback that answers everything with `handler`."""
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", handler)  # type: ignore[arg-type]
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}"


def test_a_key_does_not_follow_a_redirect() -> None:
    received: list[str] = []

    async def elsewhere(request: web.Request) -> web.Response:
        received.append(request.headers.get("xi-api-key", ""))
        return web.json_response({})

    async def main() -> None:
        other, url = await serve(elsewhere)

        async def redirect(_request: web.Request) -> web.Response:
            raise web.HTTPTemporaryRedirect(url)

        service, address = await serve(redirect)
        account = ElevenLabsAccount("sk_mine", Address.parse(address, "ElevenLabs"))
        try:
            with pytest.raises(EngineError):
                await account.subscription()
        finally:
            await account.close()
            await service.cleanup()
            await other.cleanup()

    asyncio.run(main())
    assert received == []
