"""The compose file sets what the product knows, and everything it names is there."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cli.main import command_names
from bot.config import BotSettings
from bot.settings import settings_in_force
from helpdesk.keyring import KeyRing
from knowledge import KnowledgeSettings

TOP = Path(__file__).parents[3]
DEPLOY = TOP / "deploy"
SECRETS = {
    "DOMAIN": "desk.example",
    "POSTGRES_PASSWORD": "c0ffee",
    "MADOGUCHI_BOT_KEY_RING": KeyRing.new().written(),
}
OWN = ("serve", "worker")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """The file with secrets filled in; a name that nobody has to set would be left as it is."""
    text = (DEPLOY / "compose.yaml").read_text("utf-8")
    parsed: dict[str, Any] = yaml.safe_load(text)
    assert set(re.findall(r"\$\{(\w+)", text)) == set(SECRETS)
    return _filled(parsed)


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _filled(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_filled(each) for each in value]
    if not isinstance(value, str):
        return value
    return re.sub(r"\$\{(\w+)[^}]*\}", lambda found: SECRETS[found[1]], value)


@pytest.mark.parametrize("name", OWN)
def test_every_setting_is_one_and_has_a_good_value(
    compose: dict[str, Any], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = compose["services"][name]["environment"]
    for setting, value in environment.items():
        monkeypatch.setenv(setting, value)
    known = {setting.name for setting in settings_in_force()}
    assert {setting for setting in environment if setting not in known} <= {"FORWARDED_ALLOW_IPS"}
    bot = BotSettings()
    assert {"127.0.0.1", "desk.example"} == set(bot.allowed_hosts)  # the first asks after its health
    assert bot.database_url_for(Path("data")).startswith("postgresql+psycopg://")
    assert KnowledgeSettings().vectors == "pgvector"
    assert "pgvector" in compose["services"]["database"]["image"]


def test_servers_and_workers_are_several_and_run_commands_of_ours(compose: dict[str, Any]) -> None:
    services = compose["services"]
    image = (TOP / "Dockerfile").read_text("utf-8")
    assert 'CMD ["madoguchi", "serve"]' in image
    assert services["worker"]["command"] == ["madoguchi", "worker"]
    assert set(OWN) <= set(command_names())
    assert all(services[name]["deploy"]["replicas"] >= 2 for name in OWN)
    assert all("ports" not in service for name, service in services.items() if name != "proxy")
    assert all(
        re.search(rf"chown -R madoguchi {mount.split(':')[1].rsplit('/', 1)[0]}", image)
        for name in OWN
        for mount in services[name]["volumes"]
    )


def test_the_proxy_reaches_the_servers(compose: dict[str, Any]) -> None:
    proxy = compose["services"]["proxy"]
    rules = (DEPLOY / "Caddyfile").read_text("utf-8")
    port = re.search(r"EXPOSE (\d+)", (TOP / "Dockerfile").read_text("utf-8"))
    assert port is not None
    assert f"dynamic a serve {port[1]}" in rules
    assert port[1] == str(BotSettings().port)
    assert set(re.findall(r"\{\$(\w+)\}", rules)) == set(proxy["environment"])
    assert (DEPLOY / proxy["volumes"][0].split(":")[0]).is_file()


def test_what_is_named_is_there(compose: dict[str, Any]) -> None:
    services = compose["services"]
    for service in services.values():
        assert set(service["networks"]) <= set(compose["networks"])
        mounts = [mount.split(":")[0] for mount in service["volumes"]]
        assert {mount for mount in mounts if not mount.startswith("./")} <= set(compose["volumes"])
        for other, condition in service.get("depends_on", {}).items():
            assert condition == {"condition": "service_healthy"}
            assert "healthcheck" in services[other] or "build" in services[other]
    assert services["database"]["networks"] == ["inside"]
    assert compose["networks"]["inside"] == {"internal": True}
