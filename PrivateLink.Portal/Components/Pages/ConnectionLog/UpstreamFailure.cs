using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.Operations;

namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>Names the upstream of a failed connection, for the top of its details. Only for people who may see upstreams.</summary>
/// <param name="Name">The upstream, with the address that failed: "app-1 (127.0.0.1:8450)".</param>
/// <param name="Did">What it did, as the rest of the sentence.</param>
/// <param name="Since">Since when it has failed, without working in between; null if it works now, or if that is unknown.</param>
/// <param name="Now">A sentence about its state now; null if there is nothing to add.</param>
public sealed record UpstreamFailure(string Name, string Did, DateTimeOffset? Since, string? Now)
{
    /// <summary>The failure is noted a moment after the attempt.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    /// <param name="connection">The connection.</param>
    /// <param name="upstream">The state of the upstream that the host has now; null if it is unknown, or if the reader may not see it.</param>
    /// <returns>Null if the upstream is not to blame, or if the reader may not know it.</returns>
    public static UpstreamFailure? Of(ConnectionView connection, UpstreamReport? upstream)
    {
        if (connection is not { Failure.UpstreamDid: { } did, Upstream: { } name }) return null;
        var now = upstream?.Name == name ? upstream : null;
        return ConnectionColumns.UpstreamAddress.Of(connection)?.ToString() is { } address
            ? OfAddress($"{SafeText.Of(name)} ({address})", did, address, now)
            : OfAll(SafeText.Of(name), did, now, connection.Time + connection.Closed!.Value.Duration);
    }

    private static UpstreamFailure OfAddress(string name, string did, string address, UpstreamReport? now) =>
        now?.Addresses.SelectMany(each => each.Resolved).FirstOrDefault(each => each.Address.ToString() == address) switch
        {
            { IsHealthy: true } => new(name, did, Since: null, "The address accepts connections now."),
            { Since: { } since } => new(name, did, since, Now: null),
            _ => new(name, did, Since: null, now is null ? null : "It no longer has this address."),
        };

    /// <summary>No address was connected, so the record has none. An upstream that is down since then still has the address that failed.</summary>
    private static UpstreamFailure OfAll(string name, string did, UpstreamReport? now, DateTimeOffset failed) => now switch
    {
        { Addresses.Count: 0 } => new(name, did, Since: null, "It has no address."),
        { IsDown: true, DownSince: { } since } when since > failed + Slack => new(name, did, Since: null, now.Problem is { } problem ? $"Now {problem}." : "It is down now."),
        { IsDown: true, Addresses: [{ Resolved: [var only] }] } => new($"{name} ({only.Address})", did, now.DownSince, Now: null),
        { IsDown: true } => new(name, did, now.DownSince, now.Problem is { } problem ? $"{problem}." : null),
        { IsDown: false } => new(name, did, Since: null, "It has a usable address now."),
        _ => new(name, did, Since: null, Now: null),
    };
}
