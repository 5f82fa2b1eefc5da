using PrivateLink.Engine.Policy;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>Which connections a view shows: OR inside a field, AND across fields; an empty field takes everything.</summary>
public sealed record ConnectionFilter
{
    public static ConnectionFilter Everything { get; } = new();

    public IReadOnlyCollection<Verdict> Verdicts { get; init; } = [];

    public IReadOnlyCollection<Reason> Reasons { get; init; } = [];

    public IReadOnlyCollection<string> Listeners { get; init; } = [];

    public Guid? ResourceId { get; init; }

    public Guid? TenantId { get; init; }

    /// <summary>Part of the server name, the link ID, an address, or the reason in words or as its code.</summary>
    public string Text { get; init; } = "";

    public bool Matches(ConnectionEntry entry)
    {
        var decision = entry.Decision;
        return (Verdicts.Count == 0 || Verdicts.Contains(decision.Verdict))
            && (Reasons.Count == 0 || Reasons.Contains(decision.Reason))
            && (Listeners.Count == 0 || Listeners.Contains(decision.Listener))
            && (ResourceId is null || ResourceId == decision.ResourceId)
            && (TenantId is null || TenantId == decision.TenantId)
            && (Text.Length == 0 || Contains(decision.ServerName) || Contains(decision.LinkId?.ToString())
                || Contains(decision.Source?.ToString()) || Contains(decision.Peer.ToString()) || Contains(ReasonTable.Describe(decision.Reason)));
    }

    private bool Contains(ReasonDescription reason) => Contains(reason.Title) || Contains(reason.Code);

    private bool Contains(string? value) => value?.Contains(Text, StringComparison.OrdinalIgnoreCase) == true;
}
