using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Artefacts;

/// <summary>
/// A script to run in the customer's network. It checks name, path and TLS of each host, prints one line each, and says how to fix a fault. It needs
/// bash, getent and openssl, which every Linux host has. It sends only the handshake that the portal waits for.
/// </summary>
public static class VerifyScript
{
    private const string Body =
        """
        failures=0
        say() { printf '%-6s %s\n' "$1" "$2"; }
        bad() { say FAIL "$1"; failures=$((failures + 1)); }
        is_private() {
          case "$1" in
            10.*|192.168.*|172.1[6-9].*|172.2[0-9].*|172.3[01].*|100.6[4-9].*|100.[7-9][0-9].*|100.1[01][0-9].*|100.12[0-7].*|f[cd]*:*) return 0 ;;
            *) return 1 ;;
          esac
        }

        for host in "${hosts[@]}"; do
          name=${host/#\*./private-link-check.}
          address=$(getent ahosts "$name" 2>/dev/null | awk '{ print $1; exit }')
          if [ -z "$address" ]; then
            bad "$name does not resolve here: the private zone is missing, or this network does not use it"
            continue
          fi
          if is_private "$address"; then
            say ok "$name resolves to $address, a private address"
          else
            bad "$name resolves to $address, a public address: the private zone is missing, or this network does not use it"
          fi
          if [ -n "$expected" ] && [ "$address" != "$expected" ]; then
            bad "$name should resolve to $expected, the endpoint's address"
          fi
          if ! timeout 10 bash -c "exec 3<>/dev/tcp/\"\$0\"/\"\$1\"" "$address" "$port" 2>/dev/null; then
            bad "nothing answers at $address port $port: check that the endpoint is accepted, its security group or firewall, and its zones"
            continue
          fi
          say ok "$address answers on port $port"
          answer=$(timeout 15 openssl s_client -connect "$name:$port" -servername "$name" -brief </dev/null 2>&1) || true
          case "$answer" in
            *"access denied"*) bad "TLS to $name was refused (access denied): this endpoint is not on the host's list, or the host is unknown" ;;
            *Verification*|*"Protocol version"*) say ok "TLS to $name works" ;;
            *) bad "TLS to $name failed: $(printf '%s' "$answer" | head -n 1)" ;;
          esac
        done

        if [ "$failures" -eq 0 ]; then
          echo "All checks passed. The portal shows the connection under Verify."
        else
          echo "Checks failed: $failures. If the lines above do not help you, send them to us."
        fi
        exit "$((failures > 0))"

        """;

    /// <summary>The script for Linux, and the same for Windows.</summary>
    public static IReadOnlyList<Artefact> ForEachShell(IReadOnlyList<string> hosts, string? address, int port) => [Of(hosts, address, port), VerifyPowerShell.Of(hosts, address, port)];

    /// <param name="hosts">The hosts to check.</param>
    /// <param name="address">The address that they should resolve to. Null if it is unknown or, on AWS, one of several.</param>
    /// <param name="port">The service's port.</param>
    public static Artefact Of(IEnumerable<string> hosts, string? address, int port) => new("bash", ArtefactLanguage.Shell, "verify.sh",
        $"""
        #!/usr/bin/env bash
        # Run this on a machine inside the endpoint's network.
        set -u
        hosts=({ShellText.Words(hosts)})
        expected={ShellText.Word(address ?? "")}
        port={port}

        {Body}
        """);
}
