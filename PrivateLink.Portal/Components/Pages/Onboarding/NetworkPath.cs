using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Onboarding;

namespace PrivateLink.Portal.Components.Pages.Onboarding;

/// <summary>What the diagram shows of an endpoint: every hop that traffic has proved, and where the path breaks.</summary>
public static class NetworkPath
{
    /// <summary>The same path, with the current traffic on each hop.</summary>
    /// <param name="state">What is known about the endpoint.</param>
    /// <param name="rows">The traffic to its hosts, as the viewer may see it.</param>
    public static IReadOnlyList<NetworkHop> Of(VerificationView state, IReadOnlyList<HostTrafficRow> rows)
    {
        var own = rows.Where(row => row.Link is not null && row.Link == state.Endpoint.LinkId).ToList();
        var listeners = own.Select(row => row.Listener).ToHashSet();
        IEnumerable<HostTrafficRow>[] of = [rows, own, rows.Where(row => listeners.Contains(row.Listener)), rows, rows.Where(row => row.IsLetIn)];
        return [.. Of(state).Zip(of, (hop, over) => hop with { Traffic = HopTraffic.Of(over) })];
    }

    public static IReadOnlyList<NetworkHop> Of(VerificationView state)
    {
        var view = state.Endpoint;
        var words = KnownClouds.Of(view.Service.Cloud).Words;
        // If we have seen the link, the path to the engine works, whatever host was requested. An assigned link alone does not prove the path.
        var reachesUs = state.LinkSeen;

        // If the endpoint works, it is not the reason that clients use another one.
        var astray = Wrong(FindingKind.PublicPath) ?? (reachesUs ? Wrong(FindingKind.OtherLink) : null);
        var unreached = reachesUs ? null : Wrong(FindingKind.OtherLink) ?? Wrong(FindingKind.NeverSeen);
        return
        [
            new("Client", state.Connection?.Source?.ToString() ?? view.Region, astray is null ? Proved(view.VerifiedAt is not null) : HopState.Wrong, astray?.Title),
            new(words.PrivateEndpointTitle, view.LinkId, EndpointState(), unreached?.Title),
            new("Load balancer", view.Service.Region, Has(FindingKind.HeaderMissing) ? HopState.Wrong : Proved(reachesUs), Wrong(FindingKind.HeaderMissing)?.Title),
            new("Engine", reachesUs ? "reads the link ID" : null, Has(FindingKind.NoListener) ? HopState.Wrong : Proved(reachesUs), Wrong(FindingKind.NoListener)?.Title),
            new("Host", view.Hosts is [var only] ? only.Host : view.ReachedHosts, Has(FindingKind.OtherName) ? HopState.Wrong : Proved(view.IsReachedEverywhere), Wrong(FindingKind.OtherName)?.Title),
        ];

        HopState EndpointState() =>
            !view.Enabled || view.State is PrivateEndpointState.Conflict or PrivateEndpointState.Retired || unreached is not null
                ? HopState.Wrong
                : Proved(reachesUs);

        bool Has(FindingKind kind) => Wrong(kind) is not null;

        Finding? Wrong(FindingKind kind) => state.Findings.FirstOrDefault(finding => finding.Kind == kind);
    }

    private static HopState Proved(bool isProved) => isProved ? HopState.Proved : HopState.Unproved;
}
