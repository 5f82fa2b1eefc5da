using PrivateLink.Engine.Decisions;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Data.Entities;

/// <summary>A link ID that was seen on a resource. It shows a tenant that its private endpoint works.</summary>
public sealed class ResourceObservation : Observation
{
    public required Guid ResourceId { get; init; }

    /// <summary>The resource's tenant.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>When the resource first accepted it as a listed link. Null if it never did.</summary>
    public DateTime? FirstMatched { get; private set; }

    public Reason LastReason { get; private set; }

    public void Match(DateTime time)
    {
        if (FirstMatched is null || time < FirstMatched) FirstMatched = time;
    }

    protected override void Refresh(ConnectionDecision last) => LastReason = last.Reason;
}
