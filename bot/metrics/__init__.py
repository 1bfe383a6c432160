"""Figures for Prometheus at `/metrics`: how much, how long, how old; never who or what."""

from bot.metrics.routes import install_metrics

__all__ = ["install_metrics"]
