using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Artefacts;

/// <summary>
/// Sends a one-time name to the engine through a private endpoint. No DNS server resolves the name, so the command itself sets the address. The
/// answer is always "access denied", and it proves that the name arrived.
/// </summary>
public static class ClaimCommands
{
    private const string AddressStandIn = "YOUR_ENDPOINT_ADDRESS";

    /// <param name="name">The one-time name.</param>
    /// <param name="address">The endpoint's address or DNS name. Null if unknown.</param>
    /// <param name="port">The service's port.</param>
    public static IReadOnlyList<Artefact> Of(string name, string? address, int port) =>
    [
        new("openssl", ArtefactLanguage.Shell, "claim.sh",
            $"openssl s_client -connect {ShellText.Word($"{Target(address)}:{port}")} -servername {ShellText.Word(name)} </dev/null\n"),
        new("curl", ArtefactLanguage.Shell, "claim.sh",
            $"curl --connect-to {ShellText.Word($"{name}:{port}:{Target(address)}:{port}")} {ShellText.Word($"https://{name}:{port}/")}\n"),
    ];

    private static string Target(string? address)
    {
        var target = address ?? AddressStandIn;
        return target.Contains(':', StringComparison.Ordinal) ? $"[{target}]" : target;
    }
}
