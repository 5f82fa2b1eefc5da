using PrivateLink.Engine.Connections;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.Identity;

namespace PrivateLink.Portal.ConnectionLog.Explaining;

/// <summary>What came of closing a connection.</summary>
public sealed record ClosingResult(bool IsClosed, string Message);

/// <summary>The open connections, and the way for operators to end one.</summary>
public sealed partial class ConnectionClosings(OpenConnections connections, ILogger<ConnectionClosings> logger)
{
    public bool IsOpen(long id) => connections.IsOpen(id);

    /// <summary>The relayed connections that the caller may see, the longest first.</summary>
    [Requires(Permission.ViewConnections)]
    public IReadOnlyList<ConnectionDecision> Relayed(Caller caller, int take)
    {
        caller.Demand(Permission.ViewConnections);
        return [.. connections.Relayed.Where(decision => caller.Sees(decision.TenantId)).OrderBy(decision => decision.Id).Take(take)];
    }

    /// <summary>Those among some open connections that a filter takes.</summary>
    public static IReadOnlyList<ConnectionDecision> Matching(IReadOnlyList<ConnectionDecision> open, ConnectionFilter filter)
    {
        var matches = filter.ToPredicate();
        return [.. open.Where(decision => matches(new ConnectionEntry(0, decision, null)))];
    }

    /// <summary>Ends one, for whatever reason a person of the company has.</summary>
    [Requires(Permission.CloseConnections)]
    public Task<ClosingResult> CloseAsync(Caller caller, long id)
    {
        caller.Demand(Permission.CloseConnections);
        if (!connections.Close(id)) return Task.FromResult(new ClosingResult(false, "The connection had ended already."));
        LogClosed(caller.Person, id);
        return Task.FromResult(new ClosingResult(true, "The connection is closed."));
    }

    [LoggerMessage(2050, LogLevel.Information, "{Person} closed connection {Connection}")]
    private partial void LogClosed(string person, long connection);
}
