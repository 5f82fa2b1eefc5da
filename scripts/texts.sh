#!/usr/bin/env bash
# Prints every text that the portal shows, with file and line, and rewrites the list of titles, purposes and buttons.
#   scripts/texts.sh [WORD]     only texts that contain WORD
set -euo pipefail
cd "$(dirname "$0")/.."
texts=$(mktemp)
trap 'rm -f "$texts"' EXIT

dotnet build PrivateLink.Tests -c Release -v quiet >&2
PRIVATELINK_TEXTS=$texts PRIVATELINK_UPDATE_GOLDEN=1 PrivateLink.Tests/bin/Release/net10.0/PrivateLink.Tests \
    --filter-class '*ScreenTextTests' --no-progress --no-ansi >/dev/null
if [ "$#" -gt 0 ]; then grep -i -- "$1" "$texts" || echo "No text contains \"$1\"."; else cat "$texts"; fi
