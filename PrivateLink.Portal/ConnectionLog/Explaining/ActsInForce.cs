using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.ConnectionLog.Explaining;

/// <summary>Finds the actions that were in force when a connection was decided.</summary>
internal static class ActsInForce
{
    /// <summary>The actions that disabled any of these, as far as the caller may read them, newest first.</summary>
    public static async Task<IReadOnlyList<SwitchOff>> AtAsync(
        PortalDbContext context, Caller caller, ConnectionView connection, IEnumerable<AuditedSwitch?> switches, CancellationToken cancellationToken)
    {
        var at = DecidedAt(connection);
        var entries = context.AuditEntries.VisibleTo(caller).Where(entry => entry.Time <= at);
        var acts = new List<SwitchOff>();
        foreach (var one in switches.OfType<AuditedSwitch>())
        {
            if (await one.InForceAsync(entries, cancellationToken) is { } act) acts.Add(act);
        }

        return [.. acts.OrderByDescending(act => act.Sequence)];
    }

    /// <summary>The decision follows when the host's name is read, not when the connection is accepted.</summary>
    private static DateTime DecidedAt(ConnectionView connection) =>
        (connection.Time + (connection.HeaderDuration ?? default) + (connection.HelloDuration ?? default)).UtcDateTime;
}
