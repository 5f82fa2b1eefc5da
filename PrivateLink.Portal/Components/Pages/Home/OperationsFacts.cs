using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Health;

namespace PrivateLink.Portal.Components.Pages.Home;

/// <summary>What those who run the service see besides what everybody does.</summary>
public sealed record OperationsFacts(IReadOnlyList<ListenerReport> Listeners, IReadOnlyList<UpstreamReport> Upstreams, RecordsReport Records);
