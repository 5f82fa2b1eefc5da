using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Grouping;

/// <summary>What connections are counted by, whole: what a viewer may not see of it is taken away when it is shown.</summary>
/// <param name="Host">The host, or the server name where no host has it; null without a name.</param>
/// <param name="IsUnknownHost">Whether the name is a server name that no host has.</param>
/// <param name="Link">The link ID when there was exactly one.</param>
/// <param name="LinkKind">Whether there was one, none, a broken one or several.</param>
/// <param name="Reason">Why it was decided as it was.</param>
/// <param name="Failure">How it failed; null where it did not.</param>
/// <param name="Outcome">What became of it.</param>
internal readonly record struct GroupKey(string? Host, bool IsUnknownHost, LinkId? Link, LinkIdentityKind LinkKind, Reason Reason, CloseReason? Failure, Outcome Outcome)
{
    public static GroupKey Of(ConnectionView view)
    {
        var (decision, closed) = (view.Entry.Decision, view.Entry.Closed);
        return new(view.Host ?? view.ServerName, view.Host is null && view.ServerName is not null, decision.LinkId, view.LinkKind, view.Reason,
            closed is not null && view.Outcome == Outcome.Failed ? closed.Reason : null, view.Outcome);
    }

    /// <summary>Without what the viewer does not want to tell apart; a failure is told by its outcome then.</summary>
    public GroupKey Keep(GroupBy by)
    {
        var key = this;
        if (!by.HasFlag(GroupBy.Host)) key = key with { Host = null, IsUnknownHost = false };
        if (!by.HasFlag(GroupBy.Link)) key = key with { Link = null, LinkKind = default };
        if (!by.HasFlag(GroupBy.Reason)) key = key with { Reason = default, Failure = null };
        return key;
    }
}
