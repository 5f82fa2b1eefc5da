using PrivateLink.Engine.Decisions;

namespace PrivateLink.Portal.Data.Entities;

/// <summary>A one-time claim name that came through a link. It shows that the person who was given the name controls that private endpoint.</summary>
public sealed class ClaimObservation : Observation
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();

    /// <summary>The requested host, including the claim suffix.</summary>
    public required string Name { get; init; }

    /// <summary>The value of a proof depends on which sources this listener trusts.</summary>
    public string Listener { get; private set; } = "";

    public string? EndpointAddress { get; private set; }

    public string? ClientAddress { get; private set; }

    protected override void Refresh(ConnectionDecision last)
    {
        Listener = last.Listener;
        EndpointAddress = last.Destination?.ToString();
        ClientAddress = last.Source?.ToString();
    }
}
