using PrivateLink.Engine.Decisions;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Data.Entities;

/// <summary>A link ID that was seen on a resource: what shows a tenant that its private endpoint works.</summary>
public sealed class ResourceObservation : Observation
{
    public required Guid ResourceId { get; init; }

    /// <summary>The resource's tenant.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>When the resource first took it as a listed link; null as long as it never did.</summary>
    public DateTime? FirstMatched { get; private set; }

    public Reason LastReason { get; private set; }

    public void Match(DateTime time)
    {
        if (FirstMatched is null || time < FirstMatched) FirstMatched = time;
    }

    protected override void Refresh(ConnectionDecision last) => LastReason = last.Reason;
}
