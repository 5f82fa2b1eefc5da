using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Grouping;

/// <summary>The full key that connections are counted by. Before it is shown, the parts that the viewer may not see are removed.</summary>
/// <param name="Host">The host, or the server name if no host has it; null without a name.</param>
/// <param name="IsUnknownHost">Whether the name is a server name of no known host.</param>
/// <param name="Link">The link ID, if there was exactly one.</param>
/// <param name="LinkKind">Whether there was one link ID, none, a malformed one or several.</param>
/// <param name="Reason">The reason for the decision.</param>
/// <param name="Failure">How it failed; null if it did not.</param>
/// <param name="Outcome">The outcome.</param>
internal readonly record struct GroupKey(string? Host, bool IsUnknownHost, LinkId? Link, LinkIdentityKind LinkKind, Reason Reason, CloseReason? Failure, Outcome Outcome)
{
    public static GroupKey Of(ConnectionView view)
    {
        var (decision, closed) = (view.Entry.Decision, view.Entry.Closed);
        return new(view.Host ?? view.ServerName, view.Host is null && view.ServerName is not null, decision.LinkId, view.LinkKind, view.Reason,
            closed is not null && view.Outcome == Outcome.Failed ? closed.Reason : null, view.Outcome);
    }

    /// <summary>Removes the parts that the viewer does not group by. A failure still shows in the outcome.</summary>
    public GroupKey Keep(GroupBy by)
    {
        var key = this;
        if (!by.HasFlag(GroupBy.Host)) key = key with { Host = null, IsUnknownHost = false };
        if (!by.HasFlag(GroupBy.Link)) key = key with { Link = null, LinkKind = default };
        if (!by.HasFlag(GroupBy.Reason)) key = key with { Reason = default, Failure = null };
        return key;
    }
}
