#!/usr/bin/env bash
# The parts of the base install as CycloneDX, with versions and hashes, from its lock: deploy/sbom.sh [FILE]
set -euo pipefail
cd "$(dirname "$0")/.."
PYTHONWARNINGS=ignore .venv/tools/bin/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible \
	--of JSON -o "${1:-sbom.cdx.json}" requirements/base.txt
