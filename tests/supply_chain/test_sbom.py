"""The list of parts has every line of the lock, with its hashes."""

import json
import subprocess
from pathlib import Path

from tests.supply_chain.lock import TOP, canonical, locked


def test_the_list_is_complete(tmp_path: Path) -> None:
    file = tmp_path / "sbom.cdx.json"
    subprocess.run(["bash", str(TOP / "deploy" / "sbom.sh"), str(file)], check=True)
    listed = json.loads(file.read_text("utf-8"))
    parts = listed["components"]
    assert (listed["bomFormat"], listed["metadata"]["component"]["name"]) == ("CycloneDX", "madoguchi")
    assert {canonical(part["name"]): part["version"] for part in parts} == locked()
    assert all(source["hashes"] for part in parts for source in part["externalReferences"])
    assert [part["name"] for part in parts if not part["externalReferences"]] == []
