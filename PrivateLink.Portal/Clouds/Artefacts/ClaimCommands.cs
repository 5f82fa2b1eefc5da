using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Artefacts;

/// <summary>
/// Shows the engine a one-time name through a private endpoint. The name resolves nowhere, so the command itself says where to
/// connect; the answer is always "access denied", and that is the sign that it arrived.
/// </summary>
public static class ClaimCommands
{
    private const string AddressStandIn = "YOUR_ENDPOINT_ADDRESS";

    /// <param name="name">The one-time name.</param>
    /// <param name="address">The endpoint's address or DNS name; null while it is unknown.</param>
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
