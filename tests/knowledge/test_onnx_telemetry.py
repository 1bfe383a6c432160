"""The encoder's library must not report anything to its vendor."""

import os
import subprocess
import sys
from pathlib import Path

MODEL = Path(__file__).parent.parent.parent / "knowledge" / "models" / "madoguchi-encoder"


def test_the_encoder_leaves_no_device_id_and_no_event_store(tmp_path: Path) -> None:
    script = (
        "from pathlib import Path\nfrom knowledge.adapters.onnx_models import OnnxEncoder\n"
        f"OnnxEncoder(Path({str(MODEL)!r})).encode(['May I see my data?'])\n"
    )
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    environment.pop("ORT_DISABLE_TELEMETRY", None)
    environment.pop("CI", None)  # the library keeps quiet by itself where it sees a CI run
    subprocess.run([sys.executable, "-c", script], check=True, env=environment, cwd=MODEL.parents[2])
    assert list(tmp_path.rglob("*")) == []
