using System.Globalization;
using PrivateLink.Portal.AuditEvidence;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Components.Pages.AuditEvidence;

/// <summary>The sentences of a document. It states what is unknown, and never implies that all is well.</summary>
internal static class EvidenceWords
{
    public static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    public static string Day(DateTime time) => time.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>A time, or a dash if there is none.</summary>
    public static string TimeOrNone(DateTime? time) => time is { } there ? Time(there) : "—";

    public static string Count(EvidenceDocument document, long connections) =>
        string.Create(CultureInfo.InvariantCulture, $"{(document.IsExact ? "" : "at least ")}{connections:N0}");

    /// <summary>Whether a host is private, since when, and who made it private.</summary>
    public static string Status(EvidenceHost host) => host switch
    {
        { PrivateOnly: { } since, TrialUntil: { } until } => $"Private only, on trial since {Time(since.Since)}{By(since)}. The trial is not confirmed: the host goes back to Monitor at {Time(until)}.",
        { PrivateOnly: { } since } => $"Private only since {Time(since.Since)}{By(since)}.{Confirmed(since)}",
        { Mode: nameof(ResourceMode.Monitor) } => "Not private: the host is monitored. Anyone can connect, and no connection is denied because of its link.",
        _ => "Not private: the host is open. Anyone can connect to it.",
    };

    /// <summary>Whether the status holds for the whole period.</summary>
    public static string Period(EvidenceDocument document, EvidenceHost host)
    {
        var begin = host.CreatedAt > document.From ? host.CreatedAt : document.From;
        if (host.PrivateOnly is null)
            return document.Changes.Any(change => change.Target == host.Host && change.Facts.Any(IsAboutEnforcing))
                ? "It was private for part of the period: see the changes."
                : "No change in the period made it private.";
        if (host.PrivateOnly.Since > document.Until) return "At the end of the period it was not yet private, or not continuously: see the later changes.";
        return host.WasPrivateSince(begin)
            ? host.CreatedAt > document.From ? $"It was private for the whole period since it was created ({Time(host.CreatedAt)})." : "It was private for the whole period."
            : "Not for the whole period: before that time its mode or one of its names was different or unknown.";
    }

    public static string Proof(EvidenceEndpoint endpoint) => endpoint.Proof switch
    {
        "proven" => endpoint.ProvenEntry is null
            ? "Proven. The audit log does not say when or by whom."
            : string.Create(CultureInfo.InvariantCulture, $"Proven by {endpoint.ProvenBy} at {Time(endpoint.ProvenAt!.Value)} (entry {endpoint.ProvenEntry}): a one-time name came through it, or the company confirmed it."),
        "seen" => "Seen: connections came through it to a host of the tenant. Ownership is not proven.",
        "claimed" => "Claimed: its ID was entered. No connection has come through it yet.",
        _ => "None: it has no link ID, so it allows nothing.",
    };

    /// <summary>The first and last time a connection came through an endpoint to the host, and the count.</summary>
    public static string Seen(EvidenceEndpoint endpoint) => endpoint.FirstSeenAt is { } first
        ? $"{Time(first)} to {TimeOrNone(endpoint.LastSeenAt)}, {Quantity.Count(endpoint.Connections, "connection")}"
        : "never";

    /// <summary>A warning if connections were allowed that did not use a listed link; null if there were none.</summary>
    public static string? Warning(EvidenceDocument document, EvidenceHost host) => host.Traffic.LetInOtherwise == 0
        ? null
        : $"{Capital(Count(document, host.Traffic.LetInOtherwise))} {(host.Traffic.LetInOtherwise == 1 ? "connection in the period was" : "connections in the period were")} allowed without a listed link: the host was open or monitored, or the listener only audits.";

    /// <summary>The cloud and region of an endpoint whose name does not contain them; null if the name does.</summary>
    public static string? Place(EvidenceEndpoint endpoint)
    {
        if (endpoint.Name.Contains(endpoint.Region, StringComparison.OrdinalIgnoreCase)) return null;
        var cloud = Enum.TryParse<CloudProvider>(endpoint.Cloud, out var known) ? KnownClouds.Of(known).Words.Name : endpoint.Cloud;
        return $"{cloud}, {endpoint.Region}";
    }

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    private static bool IsAboutEnforcing(EvidenceFact fact) => fact.Name == "mode" && (fact.Before == nameof(ResourceMode.Enforce) || fact.After == nameof(ResourceMode.Enforce));

    private static string By(EvidenceEnforcement since) => since.By is null
        ? ". The audit log does not say who enforced it"
        : string.Create(CultureInfo.InvariantCulture, $", enforced by {since.By} (entry {since.Entry})");

    private static string Confirmed(EvidenceEnforcement since) => since.ConfirmedAt is { } at
        ? string.Create(CultureInfo.InvariantCulture, $" {since.ConfirmedBy} confirmed it at {Time(at)} (entry {since.ConfirmedEntry}).")
        : "";
}
