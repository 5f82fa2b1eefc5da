using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Portal.Operations;
using PrivateLink.Portal.Upstreams;

namespace PrivateLink.Portal.Components.Pages.Home;

/// <summary>What people who run the service see, in addition to what all readers see.</summary>
/// <param name="Listeners">Every listener of the settings.</param>
/// <param name="Upstreams">Every upstream in force.</param>
/// <param name="Records">How well connections are being stored.</param>
/// <param name="Disputes">Links that two tenants claim.</param>
/// <param name="SharedLinks">Links that more than one tenant has named, whether or not there is a dispute.</param>
/// <param name="BrokenGlass">Enforced hosts that a person put back to Monitor in an emergency.</param>
/// <param name="Waiting">Customers' endpoints that wait to be allowed or approved.</param>
/// <param name="Changes">Who last changed the addresses of an upstream, by the upstream.</param>
public sealed record OperationsFacts(
    IReadOnlyList<ListenerReport> Listeners, IReadOnlyList<UpstreamReport> Upstreams, RecordsReport Records, int Disputes = 0, int SharedLinks = 0, IReadOnlyList<BrokenGlass>? BrokenGlass = null,
    int Waiting = 0, IReadOnlyDictionary<Guid, UpstreamTurn>? Changes = null);

/// <summary>Who last changed where an upstream's connections go.</summary>
/// <param name="UndoUntil">Until when the reader can undo it; null if the reader cannot.</param>
public sealed record UpstreamTurn(UpstreamChange Change, DateTimeOffset? UndoUntil);

/// <summary>The counts on the Claims page.</summary>
public readonly record struct ClaimFigures(int Disputes, int Shared, int Waiting);
