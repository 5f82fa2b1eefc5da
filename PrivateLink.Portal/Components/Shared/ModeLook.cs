using MudBlazor;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>The word, icon and consequence of each mode of a resource.</summary>
/// <param name="Word">Always shown beside the icon.</param>
/// <param name="Icon">A constant of <see cref="Icons"/>.</param>
/// <param name="Summary">Who may connect, in a few words.</param>
/// <param name="Consequence">What choosing it does.</param>
public sealed record ModeLook(string Word, string Icon, string Summary, string Consequence)
{
    /// <summary>From the loosest to the strictest.</summary>
    public static IReadOnlyList<ResourceMode> Order { get; } = [ResourceMode.Open, ResourceMode.Monitor, ResourceMode.Enforce];

    public static ModeLook Of(ResourceMode mode) => mode switch
    {
        ResourceMode.Open => Open,
        ResourceMode.Monitor => Monitor,
        _ => Enforce,
    };

    private static readonly ModeLook Open = new("Open", Icons.Material.Outlined.LockOpen,
        "Anyone may connect",
        "Every client that asks for this host is relayed, from anywhere. The list of private endpoints has no effect.");

    private static readonly ModeLook Monitor = new("Monitor", Icons.Material.Outlined.Visibility,
        "Anyone may connect, and unlisted links are recorded",
        "Every client is relayed. Connections that Enforce would deny are recorded as audited, so that you can see its effect first.");

    private static readonly ModeLook Enforce = new("Enforce", Icons.Material.Filled.Lock,
        "Only listed private endpoints may connect",
        "Every connection that does not come through a listed private endpoint is denied. If none is listed, no client can connect.");
}
