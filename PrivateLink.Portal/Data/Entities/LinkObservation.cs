using PrivateLink.Engine.Decisions;

namespace PrivateLink.Portal.Data.Entities;

/// <summary>A link ID that the engine has seen, for any owner and any host.</summary>
public sealed class LinkObservation : Observation
{
    public string Listener { get; private set; } = "";

    /// <summary>The private endpoint's address in the customer's network, if the cloud reports it.</summary>
    public string? EndpointAddress { get; private set; }

    public string? ClientAddress { get; private set; }

    /// <summary>The last requested host. Null if the client named none.</summary>
    public string? Host { get; private set; }

    protected override void Refresh(ConnectionDecision last)
    {
        Listener = last.Listener;
        EndpointAddress = last.Destination?.ToString();
        ClientAddress = last.Source?.ToString();
        Host = last.Host;
    }
}
