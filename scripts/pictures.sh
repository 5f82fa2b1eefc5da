#!/usr/bin/env bash
# Takes the pictures of the README from a demonstration that it starts, in both themes. Look at docs/images before you commit them.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build PrivateLink.Tests -c Release -v quiet
PRIVATELINK_PICTURES=1 PrivateLink.Tests/bin/Release/net10.0/PrivateLink.Tests --filter-class '*ReadmePictures' --no-progress --no-ansi
ls -l docs/images/*.webp
