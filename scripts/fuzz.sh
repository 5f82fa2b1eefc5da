#!/usr/bin/env bash
# Coverage-guided fuzzing of both parsers with SharpFuzz and AFL++ (Debian: afl++).
#   scripts/fuzz.sh [SECONDS]     how long to run each target; default 600
# Inputs that fail are kept under artifacts/fuzz/<target>/default/crashes. Add each one to the tests as a row.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-600} out=$PWD/artifacts/fuzz bin=$PWD/artifacts/fuzz/bin
command -v afl-fuzz >/dev/null || { echo "Please install afl++." >&2; exit 2; }

rm -rf "$out" && mkdir -p "$out"
dotnet build PrivateLink.Fuzzing -c Release -o "$bin" -v quiet
dotnet tool install SharpFuzz.CommandLine --version 2.3.0 --tool-path "$out/tools" >/dev/null
"$out/tools/sharpfuzz" "$bin/PrivateLink.Protocol.dll"

export AFL_SKIP_BIN_CHECK=1 AFL_NO_UI=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1 DOTNET_TieredPGO=0
found=0
for target in header hello; do
    echo "== $target, $seconds s"
    timeout $((seconds + 60)) afl-fuzz -i "PrivateLink.Fuzzing/Corpus/$target" -o "$out/$target" -t 5000 -m none -V "$seconds" \
        -- dotnet "$bin/PrivateLink.Fuzzing.dll" "$target" >"$out/$target.log" 2>&1 || { tail -n 20 "$out/$target.log"; exit 1; }
    grep -E '^(execs_done|execs_per_sec|corpus_count|saved_crashes|saved_hangs|edges_found) ' "$out/$target/default/fuzzer_stats"
    crashes=$(find "$out/$target/default/crashes" -name 'id:*' | wc -l)
    found=$((found + crashes))
done
echo "$found inputs failed"
[ "$found" -eq 0 ]
