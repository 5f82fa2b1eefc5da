using Microsoft.AspNetCore.Components.Server.Circuits;
using PrivateLink.Portal.Access;

namespace PrivateLink.Portal.Identity.Sessions;

/// <summary>
/// Where the browser of this open page is: the address of the page's connection, which is another one after a change of network. An act of the
/// page carries it, and not the address of a sign-in days ago.
/// </summary>
internal sealed class CircuitAddress(CurrentCaller caller) : CircuitHandler
{
    /// <summary>Null before the page has its connection.</summary>
    public string? Text { get; private set; }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Text = HubAddress.Current;
        caller.MoveTo(Text);
        return Task.CompletedTask;
    }
}
