using System.Globalization;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Publishing;

/// <summary>What must be right on the provider's side of each cloud, checked against what the engine sees. Pure.</summary>
public static class ProviderChecklist
{
    private const string OnlyThere = "Link IDs are valid only on a listener of their service.";

    public static IReadOnlyList<ChecklistItem> Of(CloudProvider cloud, ServiceEvidence? evidence) =>
    [
        Bound(cloud, evidence),
        Header(cloud, evidence),
        Trusted(evidence),
        Probes(cloud, evidence),
        .. KnownClouds.Of(cloud).ProviderSide.Checks.Select(check => new ChecklistItem(check.Title, check.Why, Command: check.Command)),
    ];

    private static ChecklistItem Bound(CloudProvider cloud, ServiceEvidence? evidence) => new(
        "A listener is bound to the service",
        evidence is { Listeners.Count: > 0 } ? OnlyThere : $"{OnlyThere} Add these settings, or set Engine:Listeners:<name>:Service of an existing listener. Then restart the portal.",
        evidence is null ? ChecklistState.Open : evidence.Listeners.Count > 0 ? ChecklistState.Seen : ChecklistState.Wrong,
        evidence is null ? null : evidence.Listeners.Count > 0 ? $"Bound: {string.Join(", ", evidence.Listeners)}." : "No listener names it.",
        evidence is { Listeners.Count: 0 } ? ListenerRecipe.Of(cloud, evidence.Service, evidence.ServiceId) : null);

    private static ChecklistItem Header(CloudProvider cloud, ServiceEvidence? evidence)
    {
        var check = KnownClouds.Of(cloud).ProviderSide.Header;
        var isMissing = evidence?.HeaderMissing > (evidence?.LinkSeen ?? DateTime.MinValue);
        return new(check.Title, check.Why,
            isMissing ? ChecklistState.Wrong : evidence?.LinkSeen is not null ? ChecklistState.Seen : ChecklistState.Open,
            isMissing ? $"A connection without a header arrived at {At(evidence!.HeaderMissing!.Value)}." : evidence?.LinkSeen is { } seen ? $"A link ID arrived at {At(seen)}." : null,
            check.Command);
    }

    private static ChecklistItem Trusted(ServiceEvidence? evidence) => new(
        "Only the load balancer is trusted", "Anyone who can send a header can claim any link. Set TrustedSources to the load balancer's own addresses, and block all others from the port.",
        evidence is null || evidence.Listeners.Count == 0 ? ChecklistState.Open : evidence.TrustsEveryone || !evidence.RequiresHeader ? ChecklistState.Wrong : ChecklistState.Seen,
        evidence switch
        {
            { TrustsEveryone: true } => "A listener trusts every source, so a one-time name proves nothing there.",
            { UntrustedSeen: { } tried } => $"Another source tried at {At(tried)}, and was refused.",
            _ => null,
        });

    private static ChecklistItem Probes(CloudProvider cloud, ServiceEvidence? evidence) => new(
        "Health checks are answered", KnownClouds.Of(cloud).ProviderSide.Probes,
        evidence?.ProbeSeen is not null ? ChecklistState.Seen : ChecklistState.Open, evidence?.ProbeSeen is { } seen ? $"One arrived at {At(seen)}." : null);

    private static string At(DateTime time) => time.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
