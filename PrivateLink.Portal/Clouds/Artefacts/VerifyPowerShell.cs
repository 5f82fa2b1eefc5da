using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Artefacts;

/// <summary>
/// The checks of <see cref="VerifyScript"/> for Windows. They need only PowerShell 5.1, which is part of Windows, or later. They use .NET classes,
/// because Test-NetConnection and Resolve-DnsName are not available everywhere.
/// </summary>
internal static class VerifyPowerShell
{
    private const string Body =
        """
        $failures = 0
        function Say($word, $text) { Write-Output ('{0,-6} {1}' -f $word, $text) }
        function Test-Private($address) {
          $address -match '^(10\.|192\.168\.|172\.(1[6-9]|2[0-9]|3[01])\.|100\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\.|f[cd][0-9a-f]{2}:)'
        }

        foreach ($hostName in $hostNames) {
          $name = $hostName -replace '^\*\.', 'private-link-check.'
          try { $address = [System.Net.Dns]::GetHostAddresses($name)[0].ToString() } catch { $address = $null }
          if (-not $address) {
            Say 'FAIL' "$name does not resolve here: the private zone is missing, or this network does not use it"
            $failures++
            continue
          }
          if (Test-Private $address) {
            Say 'ok' "$name resolves to $address, a private address"
          } else {
            Say 'FAIL' "$name resolves to $address, a public address: the private zone is missing, or this network does not use it"
            $failures++
          }
          if ($expected -and $address -ne $expected) {
            Say 'FAIL' "$name should resolve to $expected, the endpoint's address"
            $failures++
          }
          $client = New-Object System.Net.Sockets.TcpClient ([System.Net.IPAddress]::Parse($address).AddressFamily)
          try {
            if (-not $client.ConnectAsync($address, $port).Wait(10000)) { throw 'no answer in 10 seconds' }
          } catch {
            Say 'FAIL' "nothing answers at $address port ${port}: check that the endpoint is accepted, its security group or firewall, and its zones"
            $failures++
            $client.Dispose()
            continue
          }
          Say 'ok' "$address answers on port $port"
          $client.ReceiveTimeout = 15000
          $stream = New-Object System.Net.Security.SslStream ($client.GetStream())
          try {
            $stream.AuthenticateAsClient($name)
            Say 'ok' "TLS to $name works"
          } catch {
            $reason = $_.Exception.GetBaseException().Message
            Say 'FAIL' "TLS to $name failed: $reason"
            Say '' 'If that means refused or closed ("access denied"): this endpoint is not on the list of the host, or the host is unknown'
            $failures++
          } finally {
            $stream.Dispose()
            $client.Dispose()
          }
        }

        if ($failures -eq 0) {
          Write-Output 'All checks passed. The portal shows the connection under Verify.'
        } else {
          Write-Output "Checks failed: $failures. If the lines above do not help you, send them to us."
        }

        # Keeps the window open if this was pasted into one.
        if ($PSCommandPath) { exit [int]($failures -gt 0) }

        """;

    public static Artefact Of(IEnumerable<string> hosts, string? address, int port) => new("PowerShell", ArtefactLanguage.PowerShell, "verify.ps1",
        $"""
        # Run this on a machine inside the endpoint's network: powershell -ExecutionPolicy Bypass -File verify.ps1
        $hostNames = {PowerShellText.List(hosts)}
        $expected = {PowerShellText.Quoted(address ?? "")}
        $port = {port}

        {Body}
        """);
}
