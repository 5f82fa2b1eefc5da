#!/usr/bin/env bash
# Kills the portal at random moments while edits are saved, and checks after each death that the policy on disk is whole, one of
# the revisions that were saved, and not older than the last one that was promised.
#   scripts/kill.sh [TIMES]     50 unless told
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build PrivateLink.Tests -c Release -v quiet
PRIVATELINK_KILLS=${1:-50} PrivateLink.Tests/bin/Release/net10.0/PrivateLink.Tests --no-progress --filter-class '*KillTests'
