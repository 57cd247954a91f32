"""The loopback hub of a one-machine installation: datagrams in, lines out to every web process."""

import asyncio
import logging

log = logging.getLogger("sanxiang.push")


class Hub(asyncio.DatagramProtocol):
    """Takes `token\\ntopic\\ntopic…` by UDP and passes the topics on, a line each, to TCP listeners."""

    def __init__(self, token: str) -> None:
        self._token = token
        self._listeners: set[asyncio.StreamWriter] = set()

    def datagram_received(self, data: bytes, addr: object) -> None:
        token, _, text = data.decode(errors="replace").partition("\n")
        if token == self._token and text:
            self.spread(text)

    def spread(self, text: str) -> None:
        """Write to every listener; one that doesn't read is let go, it will come back and fetch anew."""
        for writer in list(self._listeners):
            if writer.transport.get_write_buffer_size() > 65536:
                writer.close()
                self._listeners.discard(writer)
            else:
                writer.write(f"{text}\n".encode())

    async def listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one web process until it goes."""
        if (await reader.readline()).decode().strip() != self._token:
            writer.close()
            return
        self._listeners.add(writer)
        try:
            await reader.read()
        finally:
            self._listeners.discard(writer)
            writer.close()


async def serve(token: str, port: int, *, host: str = "127.0.0.1") -> asyncio.Server:
    """Open the hub on `port` (UDP in, TCP out). Raises OSError when the port is taken."""
    hub = Hub(token)
    loop = asyncio.get_running_loop()
    await loop.create_datagram_endpoint(lambda: hub, local_addr=(host, port))
    return await asyncio.start_server(hub.listen, host, port)
