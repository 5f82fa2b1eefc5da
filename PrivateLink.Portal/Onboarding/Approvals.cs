using PrivateLink.Portal.Clouds.Pastes;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Onboarding;

/// <summary>
/// Decides whose statement about a request counts. A connection that came through is proof. Otherwise a person of the company decides. What a
/// customer pastes never overrides either.
/// </summary>
internal static class Approvals
{
    /// <summary>A connection came through the endpoint, so it is connected.</summary>
    public static void Arrived(PrivateEndpoint endpoint, DateTime seen)
    {
        if (endpoint is not { Approval: ApprovalState.Approved, ApprovalBy: ApprovalSource.Company or ApprovalSource.Traffic })
            Set(endpoint, ApprovalState.Approved, ApprovalSource.Traffic, seen, message: null);
    }

    /// <summary>A person of the company approves or refuses the request.</summary>
    public static void Decide(PrivateEndpoint endpoint, ApprovalState state, DateTime now, string? message) => Set(endpoint, state, ApprovalSource.Company, now, message);

    /// <summary>The company sees the request in its cloud.</summary>
    public static void Seen(PrivateEndpoint endpoint, DateTime now)
    {
        if (endpoint.Approval is not (ApprovalState.Approved or ApprovalState.Refused)) Set(endpoint, ApprovalState.Seen, ApprovalSource.Company, now, message: null);
    }

    /// <summary>The output of the customer's cloud states it.</summary>
    public static void Pasted(PrivateEndpoint endpoint, EndpointPaste paste, DateTime now)
    {
        if (endpoint.ApprovalBy is ApprovalSource.Company or ApprovalSource.Traffic || StateOf(paste.Status) is not { } state) return;
        var message = paste.Message is { Length: <= PrivateEndpoint.ApprovalMessageLength } text ? text : null;
        Set(endpoint, state, ApprovalSource.Customer, endpoint.Approval == state ? endpoint.ApprovalAt ?? now : now, message);
    }

    /// <summary>Forgets the approval, because a different link needs its own.</summary>
    public static void Forget(PrivateEndpoint endpoint) =>
        (endpoint.Approval, endpoint.ApprovalBy, endpoint.ApprovalAt, endpoint.ApprovalMessage) = (null, null, null, null);

    private static void Set(PrivateEndpoint endpoint, ApprovalState state, ApprovalSource by, DateTime since, string? message) =>
        (endpoint.Approval, endpoint.ApprovalBy, endpoint.ApprovalAt, endpoint.ApprovalMessage) = (state, by, since, message);

    private static ApprovalState? StateOf(ConnectionStatus? status) => status?.Meaning switch
    {
        ConnectionMeaning.Waiting => ApprovalState.Seen,
        ConnectionMeaning.Accepted => ApprovalState.Approved,
        ConnectionMeaning.Refused => ApprovalState.Refused,
        _ => null,
    };
}
