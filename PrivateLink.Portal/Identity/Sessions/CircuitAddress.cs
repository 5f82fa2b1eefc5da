using Microsoft.AspNetCore.Components.Server.Circuits;
using PrivateLink.Portal.Access;

namespace PrivateLink.Portal.Identity.Sessions;

/// <summary>
/// The browser's current address: the address of the open page's connection. It differs after a change of network. Actions of the page record this
/// address, and not the address of a sign-in days ago.
/// </summary>
internal sealed class CircuitAddress(CurrentCaller caller) : CircuitHandler
{
    /// <summary>Null until the page has a connection.</summary>
    public string? Text { get; private set; }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Text = HubAddress.Current;
        caller.MoveTo(Text);
        return Task.CompletedTask;
    }
}
