using PrivateLink.Engine.Connections;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.ConnectionLog.Filters;

namespace PrivateLink.Portal.ConnectionLog.Explaining;

/// <summary>The result of closing a connection.</summary>
/// <param name="IsClosed">Whether it is closed.</param>
/// <param name="Message">What happened, in a sentence.</param>
public sealed record ClosingResult(bool IsClosed, string Message)
{
    /// <summary>Whether the given reason is invalid, so that nothing was tried.</summary>
    public bool IsReasonWrong { get; init; }
}

/// <summary>Lists the open connections, and lets operators close one.</summary>
public sealed class ConnectionClosings(OpenConnections connections, LinkSights sights, ChangeWriter changes)
{
    public bool IsOpen(long id) => connections.IsOpen(id);

    /// <summary>The relayed connections that the caller may see, the longest open first.</summary>
    [Requires(Permission.ViewConnections)]
    public IReadOnlyList<ConnectionView> Relayed(Caller caller, int take)
    {
        caller.Demand(Permission.ViewConnections);
        var sight = sights.Known(caller);
        return [.. connections.Relayed.Where(decision => caller.Sees(decision.TenantId)).OrderBy(decision => decision.Id).Take(take).Select(decision => sight.Show(new(0, decision, null)))];
    }

    /// <summary>The open connections that match a filter.</summary>
    public static IReadOnlyList<ConnectionView> Matching(IReadOnlyList<ConnectionView> open, ConnectionFilter filter) => [.. open.Where(filter.ToPredicate())];

    /// <summary>Suggested reasons, which operators can edit.</summary>
    public static IReadOnlyList<string> ReadyReasons { get; } =
    [
        "Requested by the client", "The client hangs or misbehaves", "Upstream maintenance", "It must reconnect after a change", "Suspected misuse",
    ];

    /// <summary>Closes one after the audit log has the entry and its reason. If that cannot be written, the connection stays open.</summary>
    [Requires(Permission.CloseConnections)]
    public async Task<ClosingResult> CloseAsync(Caller caller, long id, string reason, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.CloseConnections);
        if (GivenReason.ErrorOf(reason) is { } error) return new(false, error) { IsReasonWrong = true };
        if (connections.Relayed.FirstOrDefault(decision => decision.Id == id) is not { } open) return Over;
        var target = new AuditTarget(AuditAction.ConnectionClosed.Kind, null, $"{Client(open)} to {open.Host}, connection {id}", open.TenantId);
        return await changes.RecordAsync(AuditActor.Of(caller), AuditAction.ConnectionClosed, target, new { Reason = reason.Trim() }, cancellationToken) switch
        {
            SaveResult.Saved => connections.Close(id) ? new(true, "The connection is closed.") : Over,
            SaveResult.Unavailable away => new(false, $"{away.Message} The connection stays open, because closing it must be audited."),
            _ => new(false, "The connection stays open: closing it must be audited, and the audit entry could not be saved. Try again."),
        };
    }

    /// <summary>The tenant reads the entry, so it must not contain a load balancer's address.</summary>
    private static string Client(ConnectionDecision open) => new ConnectionView(new(0, open, null), LinkSight.Nothing).Client?.ToString() ?? "a client";

    private static ClosingResult Over => new(false, "The connection had already ended.");
}
