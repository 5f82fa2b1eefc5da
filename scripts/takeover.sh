#!/usr/bin/env bash
# Lets fifty processes (or as many as the first argument says) take over from each other, while clients make 1,000 connections a second (or as
# many as the second says). Prints how many were refused or reset, and how many records there are.
set -euo pipefail
cd "$(dirname "$0")/.."
export PRIVATELINK_UPGRADES="${1:-50}" PRIVATELINK_UPGRADE_RATE="${2:-1000}"
dotnet build PrivateLink.Tests -c Release -v quiet
PrivateLink.Tests/bin/Release/net10.0/PrivateLink.Tests --no-ansi --show-live-output on --filter-class '*UpgradeLoadTests'
