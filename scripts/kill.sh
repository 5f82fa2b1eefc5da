#!/usr/bin/env bash
# Kills the portal at random moments while edits are saved. After each kill it checks that the policy on disk is complete, is one of
# the saved revisions, and is not older than the last revision that was reported as saved.
#   scripts/kill.sh [TIMES]     default 50
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build PrivateLink.Tests -c Release -v quiet
PRIVATELINK_KILLS=${1:-50} PrivateLink.Tests/bin/Release/net10.0/PrivateLink.Tests --no-progress --filter-class '*KillTests'
