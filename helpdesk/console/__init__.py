"""The console: the pages where agents work on tickets."""

from helpdesk.console.routes import build_console

__all__ = ["build_console"]
