using PrivateLink.Engine.Decisions;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.RollUps;

/// <summary>The properties by which connections are counted.</summary>
/// <param name="Hour">Hours since 1970.</param>
/// <param name="LinkId">Null without a link, and if there are too many kinds to count separately (<paramref name="IsOther"/>).</param>
/// <param name="IsOther">Whether it combines many links.</param>
internal readonly record struct RollUpKey(
    long Hour, Guid? TenantId, Guid? ResourceId, string Listener, CloudProvider? Cloud, LinkId? LinkId, Verdict Verdict, Reason Reason, bool IsOther = false)
{
    public DateTime Begin => DateTime.UnixEpoch.AddHours(Hour);

    /// <summary>The same key for many links together.</summary>
    public RollUpKey Other => this with { LinkId = null, IsOther = true };

    public static RollUpKey Of(ConnectionDecision decision, long hour) =>
        new(hour, decision.TenantId, decision.ResourceId, decision.Listener, decision.LinkId?.Cloud, decision.LinkId, decision.Verdict, decision.Reason);

    public static long HourOf(DateTimeOffset time) => time.ToUnixTimeSeconds() / 3_600;
}
