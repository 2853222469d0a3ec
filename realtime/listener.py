"""Hears the other processes on the bus: one line to PostgreSQL for each, kept open."""

import json
import logging
import threading

import psycopg
from django.db import connections
from psycopg import sql

from realtime.bus import ORIGIN, channel
from realtime.hub import hub

logger = logging.getLogger(__name__)

ALIVE_EVERY = 15.0  # seconds without news before the line is tried
LONGEST_WAIT = 5.0  # seconds between two tries to open it again


class Listener(threading.Thread):
    """Tells the hub what other processes changed, and heals it each time the line is back."""

    def __init__(self) -> None:
        super().__init__(name="bus", daemon=True)
        self._ended = threading.Event()
        self._line: psycopg.Connection | None = None

    def run(self) -> None:
        wait = 0.1
        while not self._ended.is_set():
            try:
                with self._open() as line:
                    wait = 0.1
                    hub.heal()
                    self._listen(line)
            except psycopg.Error as error:
                if not self._ended.is_set():
                    logger.warning("the bus is cut, trying again in %.1f s: %s", wait, error)
                self._ended.wait(wait)
                wait = min(wait * 2, LONGEST_WAIT)

    def end(self) -> None:
        self._ended.set()
        if self._line:
            self._line.close()

    def _open(self) -> psycopg.Connection:
        parameters = connections["default"].get_connection_params()
        for ours in ("cursor_factory", "context", "prepare_threshold"):
            parameters.pop(ours, None)
        self._line = psycopg.connect(**parameters, autocommit=True)
        self._line.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel())))
        return self._line

    def _listen(self, line: psycopg.Connection) -> None:
        while not self._ended.is_set():
            for news in line.notifies(timeout=ALIVE_EVERY):
                sender, *topics = json.loads(news.payload)
                if sender != ORIGIN:
                    hub.changed(topics)
            line.execute("SELECT 1")
