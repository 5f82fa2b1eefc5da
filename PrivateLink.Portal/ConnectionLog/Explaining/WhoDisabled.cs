using PrivateLink.Portal.Access;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Explaining;

/// <summary>
/// Finds who disabled what a denied connection needed: its host or its link. The reason alone does not tell whether the company or the customer must
/// enable it.
/// </summary>
public sealed class WhoDisabled(DisabledLinks links, SwitchedOff hosts)
{
    /// <returns>Null if nothing was disabled, or if it cannot be found out now. Then only the reason counts.</returns>
    [Requires(Permission.ViewConnections)]
    public async Task<DisabledLink?> OfAsync(Caller caller, ConnectionView connection, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewConnections);
        var found = connection.Reason switch
        {
            Reason.LinkDisabled => await links.OfAsync(caller, connection, cancellationToken),
            Reason.HostDisabled => await OfHostAsync(caller, connection, cancellationToken),
            _ => null,
        };

        // The company may have enabled it since, and then only the action tells who had disabled it.
        return found is { Acts: { } acts } && acts.Any(act => act.IsCompanys) ? found with { IsCompanys = true } : found;
    }

    /// <summary>If nothing shows who disabled the host, the company must find out.</summary>
    private async Task<DisabledLink?> OfHostAsync(Caller caller, ConnectionView connection, CancellationToken cancellationToken) =>
        caller.May(Permission.ViewActivity) && await hosts.OfAsync(caller, connection, cancellationToken) is { } acts ? new(IsCompanys: acts.Count == 0, acts) : null;
}
