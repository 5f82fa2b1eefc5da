using PrivateLink.Portal.Succession;
using PrivateLink.Tests.Support;

namespace PrivateLink.Tests.Portal.Upgrades;

/// <summary>A portal that relays one connection, which stays open as long as both ends want it to.</summary>
internal sealed class HeldRelay : IAsyncDisposable
{
    private HeldRelay(UpgradedPortal portal, WireEnd client, WireEnd backend) => (Portal, Client, Backend, Old) = (portal, client, backend, portal.Current);

    public UpgradedPortal Portal { get; }

    public WireEnd Client { get; }

    public WireEnd Backend { get; }

    /// <summary>The process that relays it, whichever serves later.</summary>
    public ElderProcess Old { get; }

    /// <summary>Starts the portal and connects; the hello has already arrived at the backend.</summary>
    public static async Task<HeldRelay> StartAsync()
    {
        var portal = await UpgradedPortal.StartAsync(answers: false);
        var client = await WireEnd.ConnectAsync(portal.Address);
        await client.SendAsync(Pair.FirstBytes);
        var backend = await portal.Upstream.AcceptAsync();
        await backend.ReadExactlyAsync(Pair.Hello.Length);
        return new(portal, client, backend);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Backend.Dispose();
        await Portal.DisposeAsync();
    }
}
