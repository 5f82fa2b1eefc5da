#!/usr/bin/env bash
# The whole test run: tools, build (which also checks the format), tests. Works in a fresh clone on a fresh Debian machine with the .NET 10 SDK.
# The last line is "N passed, N failed, N skipped". The exit code is 0 only if no test failed.
#   ./test.sh fast    skips tests that start a browser or another process
# Other arguments go to the test runner, for example: ./test.sh --filter-namespace PrivateLink.Tests.Engine.Policy
set -uo pipefail
cd "$(dirname "$0")"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
# The tests run much code only once. W^X would cost a tenth of their time, and protects nothing here.
export DOTNET_EnableWriteXorExecute=0
# Some tests use up all descriptors of their process. The tiered compiler could not start its thread again then, and the process would die with
# "Out of memory". So the thread does not end when idle (milliseconds, hexadecimal).
export DOTNET_TC_BackgroundWorkerTimeoutMs=7fffffff
configuration=Release
artifacts=$PWD/artifacts
results=$artifacts/tests
runner=PrivateLink.Tests/bin/$configuration/net10.0/PrivateLink.Tests

mode=whole projects=PrivateLink.sln filters=()
if [ "${1:-}" = fast ]; then
    shift
    mode=fast projects=PrivateLink.Tests filters=(--filter-not-trait Needs=Browser --filter-not-trait Needs=Process)
fi

say() { printf '\n== %s\n' "$*"; }

finish() { # passed failed skipped
    printf '\n%d passed, %d failed, %d skipped\n' "$1" "$2" "$3"
    [ "$2" -eq 0 ]
    exit
}

# The tests drive a real browser, a real load balancer and real TLS clients.
install_missing_tools() {
    local missing=() tool
    for tool in chromium haproxy openssl curl prometheus; do
        command -v "$tool" >/dev/null || missing+=("$tool")
    done
    [ "${#missing[@]}" -eq 0 ] && return 0

    say "Installing ${missing[*]}"
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        echo "Please install: ${missing[*]} (this needs root and apt-get). Tests without their tool are skipped or fail."
        return 0
    fi
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$artifacts/apt.log" 2>&1 ||
        { tail -n 5 "$artifacts/apt.log"; echo "The installation failed; tests without their tool are skipped or fail."; }

    # The headless shell is lighter. If it is not available, the tests use full Chromium.
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium-headless-shell >>"$artifacts/apt.log" 2>&1 || true
}

# Sums one attribute over the report's assemblies, so that the counts are the runner's own.
count() { # attribute
    grep -o '<assembly [^>]*' "$results/tests.xml" | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{ sum += $1 } END { print sum + 0 }'
}

# The report's tests, one a line: seconds, outcome, name, and the reason if skipped. Decodes the XML entities in names.
tests() {
    sed 's/<test /\n&/g' "$results/tests.xml" | grep '^<test ' |
        sed -E 's/^<test [^>]* name="([^"]*)" result="([^"]*)" time="([^"]*)"[^>]*>/\3\t\2\t\1\t/; s/\t([^\t]*<reason><!\[CDATA\[(([^]]|\][^]])*)\]\]><\/reason>)?[^\t]*$/\t\2/' |
        sed "s/&quot;/\"/g; s/&apos;/'/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g"
}

slowest() {
    tests | sort -rg | head -n 10 | awk -F '\t' '{ printf "%7.1f s  %s\n", $1, $3 }'
}

# The skipped tests, counted by reason.
skips() {
    tests | awk -F '\t' '$2 == "Skip" { count[$4]++ } END { for (reason in count) printf "%d skipped: %s\n", count[reason], reason }' | sort -rn
}

# The names of failed tests, repeated at the end of the output, where a reader looks first.
failures() {
    tests | awk -F '\t' '$2 == "Fail" { print $3 }'
}

# If only one or two of six thousand tests fail, a busy machine may be the cause. Such a test must then pass three times on its own. It is still
# reported as unsteady, because a developer must look at it. More than two failures are never run again.
steady_when_alone() {
    local names=() name
    mapfile -t names < <(failures | sed 's/(.*//' | sort -u)
    [ "$failed" -le 2 ] && [ "$(count errors)" -eq 0 ] && [ "${#names[@]}" -ge 1 ] || return 1 # an error, for example in a fixture, has no test to run again
    for name in "${names[@]}" "${names[@]}" "${names[@]}"; do
        timeout --kill-after=10s 5m "$runner" --results-directory "$results" --report-xunit --report-xunit-filename again.xml --no-progress --no-ansi \
            --filter-method "$name" 2>&1 | sed -u '/^skipped /,+1d' | tail -n 20 >"$results/again.log"
        [ "${PIPESTATUS[0]}" -eq 0 ] || { cat "$results/again.log"; return 1; }
    done
}

mkdir -p "$results"
rm -f "$results"/*.xml
[ "$mode" = fast ] || install_missing_tools

say "Build"
dotnet build "$projects" -c "$configuration" -v quiet || { echo "The build failed."; finish 0 1 0; }

# Runs the tests that match the filters in one process. Its report is NAME.xml.
# The runner's own limit asks the tests to stop; timeout kills a runner that does not. Exit code 8 means that no test matched.
run() { # name, filters
    local name=$1
    shift
    timeout --kill-after=30s 27m "$runner" --results-directory "$results" --report-xunit --report-xunit-filename "$name.xml" --no-progress --no-ansi \
        --timeout 25m --ignore-exit-code 8 "$@"
}

# Removes skipped tests from the output (two lines each), so that failures stand out. They are counted below.
without_skips() { sed -u '/^skipped /,+1d'; }

# Joins both reports into one. If a process dies before it writes its report, its exit code fails the run.
join_reports() {
    sed -s -E 's|^<\?xml[^>]*\?>||; s|<assemblies [^>]*>||; s|</assemblies>||' "$results/alone.xml" "$results/others.xml" 2>/dev/null |
        { echo '<?xml version="1.0" encoding="utf-8"?><assemblies schema-version="3">'; cat; echo '</assemblies>'; } >"$results/tests.xml"
}

say "Tests"
# Tests that count or exhaust a resource of the whole process run in a process of their own, beside the others.
run alone --filter-trait Runs=Alone "${filters[@]}" "$@" >"$results/alone.log" 2>&1 &
alone=$!
trap 'kill "$alone" 2>/dev/null' EXIT
run others --filter-not-trait Runs=Alone "${filters[@]}" "$@" 2>&1 | without_skips
outcome=${PIPESTATUS[0]}
wait "$alone"
beside=$?
trap - EXIT
# Exit code 2 means failed tests. Any other code, for example of a crash, is worse and takes precedence.
if [ "$outcome" -eq 0 ] || { [ "$outcome" -eq 2 ] && [ "$beside" -ne 0 ]; }; then outcome=$beside; fi
say "Tests in a process of their own"
without_skips <"$results/alone.log"

join_reports
passed=$(count passed) skipped=$(count skipped) failed=$(($(count failed) + $(count errors)))
if [ "$((passed + skipped + failed))" -eq 0 ]; then
    echo "No test ran."
    failed=1
fi
if [ "$outcome" -ne 0 ] && [ "$failed" -eq 0 ]; then
    echo "The test runner ended with exit code $outcome."
    failed=1
fi

say "Slowest"
slowest
echo
skips
if [ "$failed" -gt 0 ] && [ "$outcome" -eq 2 ] && steady_when_alone; then
    failures | sed 's/^/unsteady: /; s/$/ (failed among the others, then passed three times alone: see above)/'
    passed=$((passed + failed)) failed=0
else
    failures | sed 's/^/failed: /'
fi
echo "Report: $results/tests.xml"
[ -d "$artifacts/screenshots" ] && echo "Screenshots: $artifacts/screenshots"
finish "$passed" "$failed" "$skipped"
