"""Speeds on this machine, each beside its target."""

from bot.benchmark.answers import time_answers
from bot.benchmark.growth import grow_search
from bot.benchmark.load import time_load
from bot.benchmark.processes import time_processes
from bot.benchmark.queue import time_queue
from bot.benchmark.streams import weigh_streams

__all__ = ["grow_search", "time_answers", "time_load", "time_processes", "time_queue", "weigh_streams"]
