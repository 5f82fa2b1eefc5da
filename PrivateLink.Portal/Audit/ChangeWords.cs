namespace PrivateLink.Portal.Audit;

/// <summary>Describes an entry's changes in words, from its facts: the link, the mode, and the stated reason. Pure.</summary>
public static class ChangeWords
{
    /// <summary>If the facts are longer than this in total, no words are made from them.</summary>
    public const int LongestFacts = 20_000;

    private const string Links = "links.";
    private const string Upstream = "upstreamId";

    /// <summary>The words for a change of a private endpoint, by the changed fact.</summary>
    private static readonly Dictionary<string, string> Matters = new()
    {
        ["name"] = "name",
        ["form"] = "planned settings",
        ["zonesAt"] = "zones checked",
        ["createdInCloudAt"] = "created in the cloud",
        ["address"] = "address",
        ["approval"] = "approval",
        ["dnsAt"] = "DNS set up",
    };

    /// <summary>
    /// The change as part of a sentence. Null if the facts add nothing to the action. It never mentions upstreams, because they belong to the
    /// company.
    /// </summary>
    public static string? Details(string action, string? before, string? after)
    {
        var differences = AuditDifference.Between(before, after);
        var changes = before is null ? [] : differences.Select(difference => WordsOf(action, difference)).OfType<string>().ToList();
        var reason = differences.FirstOrDefault(difference => difference is { Name: "reason", After.Length: > 0 })?.After;
        var words = string.Join(", ", changes) + (reason is null ? "" : $" (reason: {reason})");
        return words.Length == 0 ? null : words.Trim();
    }

    /// <summary>The action and its details. A switch says which way it was turned, so its general name would only repeat that.</summary>
    public static string Of(string action, string? before, string? after)
    {
        var (words, details) = (AuditAction.WordsOf(action), Details(action, before, after));
        return details is null ? words
            : action == AuditAction.PrivateEndpointSwitched.Code && before is not null ? $"Private endpoint {details}"
            : $"{words}: {details}";
    }

    /// <summary>The reason that was given for an action; null if none was.</summary>
    public static string? ReasonOf(string? after) =>
        AuditDifference.Between(before: null, after).FirstOrDefault(difference => difference is { Name: "reason", After.Length: > 0 })?.After;

    /// <summary>Whether the host's connections went to another upstream from then on. Only the company may see this.</summary>
    public static bool IsOtherUpstream(string? before, string? after) =>
        before is not null && AuditDifference.Between(before, after).Any(difference => difference is { Name: Upstream, Before: not null, After: not null });

    private static string? WordsOf(string action, AuditDifference difference) => action switch
    {
        _ when action == AuditAction.PrivateEndpointChanged.Code => Matters.GetValueOrDefault(difference.Name),
        _ when action == AuditAction.PrivateEndpointSwitched.Code => difference.Name == "enabled" ? Turned(difference.After) : null,
        _ when action == AuditAction.ResourceChanged.Code => OfHost(difference),
        _ => null,
    };

    private static string? OfHost(AuditDifference difference) => difference switch
    {
        { Name: "host", Before: { } old } => $"renamed from {old}",
        { Name: "mode", Before: { } old, After: { } now } => $"{old} to {now}",
        { Name: "enabled" } => Turned(difference.After),
        { Name: "keptOff", After: "true" } => "kept disabled by the company",
        { Name: "aliases" } => "alias names changed",
        { Name: var name } when name.StartsWith(Links, StringComparison.Ordinal) => $"{name[Links.Length..]} {OfLink(difference)}",
        _ => null,
    };

    private static string OfLink(AuditDifference difference) =>
        difference is { Before: null, After: not "false" } ? "added" : difference.After is null ? "removed" : Turned(difference.After);

    private static string Turned(string? enabled) => enabled == "true" ? "enabled" : "disabled";
}
