#!/usr/bin/env bash
# Kills the portal fifty times (or as often as the argument says) while it migrates or writes its SQLite database, and restarts it each time.
set -euo pipefail
cd "$(dirname "$0")/.."
export PRIVATELINK_KILLS="${1:-50}"
dotnet build PrivateLink.Tests -c Release -v quiet
PrivateLink.Tests/bin/Release/net10.0/PrivateLink.Tests --no-ansi --filter-class '*KilledDatabaseTests'
