"""What stands in the database and happened in this process, read at each scrape by a few indexed counts."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, get_args

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from bot.journalling import OF_POLICIES
from bot.masking import KINDS as MASKED
from bot.outcomes import Outcome
from bot.tally import What
from helpdesk import KINDS, STATUSES

if TYPE_CHECKING:
    from bot.web import Bells
    from bot.wiring import House

log = logging.getLogger(__name__)

OUTCOMES = (*OF_POLICIES, *(each.__name__ for each in get_args(Outcome)))
ROUTES = ("desk", "email", "slack", "web")
WAITING = ("pending", "leased", "failed", "dead")


class Stock(Collector):
    """Every series that there can be is always there, also at zero."""

    def __init__(self, house: "House", bells: "Bells") -> None:
        self._house = house
        self._bells = bells

    def describe(self) -> Iterable[Metric]:
        """Nothing: registering must not read the database."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """The figures of the process, then those of the database if it can be reached."""
        yield self._tallied("answers", "outcome", OUTCOMES, "Replies by outcome")
        yield self._tallied("delivery_failures", "route", ROUTES, "Attempts to send that failed")
        yield self._tallied(
            "masked_identifiers", "kind", MASKED, "Questions in which identifiers were masked"
        )
        yield _gauge("streams_open", "Open event streams of chats", self._bells.streams)
        try:
            yield from self._stored()
        except SQLAlchemyError as error:
            log.warning("database not counted", extra={"reason": type(error).__name__})
            yield _gauge("database_up", "Whether the database answered this scrape", 0)

    def _stored(self) -> Iterator[Metric]:
        volumes = self._house.desk.volumes()
        built = self._house.knowledge.indexer.built()
        yield _gauge("database_up", "Whether the database answered this scrape", 1)
        yield _gauges("tickets", "status", STATUSES, volumes.tickets, "Tickets by status")
        yield _gauges("tickets_open", "kind", KINDS, volumes.open, "Tickets not ended, by kind")
        yield _gauge("tickets_overdue", "Tickets whose next date has passed", volumes.overdue)
        yield _gauges("outbox_messages", "state", WAITING, volumes.waiting, "Messages not sent, by state")
        yield _gauge("outbox_oldest_seconds", "Age of the oldest that is to be sent", volumes.oldest_seconds)
        yield _gauge("index_builds", "Live builds of the search index", len(built))
        newest = max(built).timestamp() if built else 0
        yield _gauge("index_newest_build_timestamp_seconds", "When the newest of them was made", newest)

    def _tallied(self, what: What, label: str, words: Iterable[str], told: str) -> Metric:
        family = CounterMetricFamily(f"madoguchi_{what}", told, labels=[label])
        for word in words:
            family.add_metric([word], self._house.tally.count(what, word))
        return family


def _gauge(name: str, told: str, value: float) -> Metric:
    return GaugeMetricFamily(f"madoguchi_{name}", told, value=value)


def _gauges(name: str, label: str, words: Iterable[str], counts: Mapping[str, int], told: str) -> Metric:
    family = GaugeMetricFamily(f"madoguchi_{name}", told, labels=[label])
    for word in words:
        family.add_metric([word], counts.get(word, 0))
    return family
