#!/usr/bin/env bash
# Writes requirements.lock: every dependency of sayso, of its tests and of its build, with version and hashes.
# Needs uv. The file names no index: whoever installs from it uses the one their pip is set to, and the hashes decide.
set -euo pipefail
cd "$(dirname "$0")/.."
printf 'hatchling>=1.25\neditables>=0.5\n' | uv pip compile pyproject.toml - --extra dev --universal --python-version 3.11 \
  --generate-hashes --no-annotate --custom-compile-command "scripts/lock.sh" --quiet --output-file requirements.lock "$@"
