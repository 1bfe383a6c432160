"""The web channel: the widget and its API, policy pages, status page and demo."""

from bot.web.bells import Bells
from bot.web.channel import WebChannel
from bot.web.embedding import SiteOrigins
from bot.web.failures import install_failures
from bot.web.routes import build_web

__all__ = ["Bells", "SiteOrigins", "WebChannel", "build_web", "install_failures"]
