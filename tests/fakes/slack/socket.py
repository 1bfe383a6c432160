"""Slack's end of Socket Mode: sends envelopes and waits for their acknowledgements."""

import json
import queue
import threading
from typing import Any, Self
from uuid import uuid4

from websockets.sync.server import Server, ServerConnection, serve

Envelope = dict[str, Any]


class FakeSocket:
    """A WebSocket on the loopback; `url` is what `apps.connections.open` answers."""

    def __init__(self) -> None:
        self.acknowledged: queue.Queue[Envelope] = queue.Queue()
        self._connected: queue.Queue[ServerConnection] = queue.Queue()
        self._server: Server = serve(self._talk, "127.0.0.1", 0)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        """Where the app connects to."""
        return f"ws://127.0.0.1:{self._server.socket.getsockname()[1]}/link"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()

    def connected(self) -> ServerConnection:
        """The next connection that the app makes."""
        return self._connected.get(timeout=10)

    def send(self, connection: ServerConnection, kind: str, payload: Envelope) -> Envelope:
        """Send an envelope (`events_api`, `slash_commands`, `interactive`); its acknowledgement."""
        id = str(uuid4())
        envelope = {"type": kind, "envelope_id": id, "payload": payload, "accepts_response_payload": True}
        connection.send(json.dumps(envelope))
        answer = self.acknowledged.get(timeout=10)
        assert answer["envelope_id"] == id
        return answer

    def refresh(self, connection: ServerConnection) -> None:
        """Ask for a new connection, as Slack does every few hours."""
        connection.send(json.dumps({"type": "disconnect", "reason": "refresh_requested"}))

    def _talk(self, connection: ServerConnection) -> None:
        connection.send(json.dumps({"type": "hello", "num_connections": 1}))
        self._connected.put(connection)
        for message in connection:
            self.acknowledged.put(json.loads(message))
