"""`madoguchi config check` shows what is set, and no secret."""

import pytest
from typer.testing import CliRunner

from bot.cli.main import build_cli


def test_no_secret_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MADOGUCHI_BOT_DATABASE_URL", "postgresql+psycopg://desk:s3cret@db.example/desk")
    monkeypatch.setenv("MADOGUCHI_BOT_METRICS_TOKEN", "s3cret of sixteen and more")
    monkeypatch.setenv("MADOGUCHI_SLACK_BOT_TOKEN", "xoxb-s3cret")
    monkeypatch.setenv("MADOGUCHI_SLACK_SIGNING_SECRET", "s3cret")
    monkeypatch.setenv("MADOGUCHI_SLACK_ORGANISATION", "aoba")
    done = CliRunner().invoke(build_cli(), ["config", "check"])
    assert done.exit_code == 0, done.output
    assert "s3cret" not in done.output
    assert "postgresql+psycopg://desk:***@db.example/desk" in done.stdout
    assert "MADOGUCHI_SLACK_ORGANISATION = aoba   (set)" in done.stdout
