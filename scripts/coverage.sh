#!/usr/bin/env bash
# Measures which lines the tests reach, without browsers and other processes, and prints the share of each assembly.
# Arguments go to the test runner, for example: scripts/coverage.sh --filter-namespace 'PrivateLink.Tests.Protocol*'
# The report is artifacts/coverage/coverage.cobertura.xml. The measured build is separate from the ordinary one.
set -euo pipefail
cd "$(dirname "$0")/.."

output=$PWD/artifacts/coverage
rm -rf "$output"
mkdir -p "$output"

# The packages differ from those of an ordinary build, so a copy of the source is built.
source=$output/source
git ls-files -z --cached --others --exclude-standard | grep -zv '^artifacts/' | xargs -0 cp --parents --target-directory "$(mkdir -p "$source" && echo "$source")"
dotnet build "$source/PrivateLink.Tests" -c Release -v quiet -p:Coverage=true -p:RunAnalyzers=false

"$source/PrivateLink.Tests/bin/Release/net10.0/PrivateLink.Tests" --no-progress --no-ansi --ignore-exit-code 8 \
    --filter-not-trait Needs=Browser --filter-not-trait Needs=Process "$@" \
    --coverlet --coverlet-output-format cobertura --coverlet-include '[PrivateLink.*]*' --coverlet-exclude '[PrivateLink.Tests]*' \
    --results-directory "$output" >"$output/tests.log" 2>&1 || { tail -n 40 "$output/tests.log"; exit 1; }

mv "$output"/coverage.cobertura*.xml "$output/coverage.cobertura.xml"
grep -E '\.dll - Line:' "$output/tests.log" | sed -E 's/^ +//; s/\.dll - Line:/\t/' | sort
echo "Report: $output/coverage.cobertura.xml"
