namespace PrivateLink.Portal.Clouds;

/// <summary>The service and the listener of a cloud in the demonstration.</summary>
public sealed record CloudDemonstration
{
    /// <summary>The name of the service. The listener is bound to it.</summary>
    public required string Service { get; init; }

    public required string Alias { get; init; }

    public string ZoneIds { get; init; } = "";

    public string SupportedRegions { get; init; } = "";

    public string? Instructions { get; init; }

    /// <summary>The listener's name.</summary>
    public required string Listener { get; init; }

    /// <summary>The complete TLVs that its load balancer adds to the link ID.</summary>
    public ReadOnlyMemory<byte> TlvsBeside { get; init; }

    /// <summary>The listener's port.</summary>
    public required int Port { get; init; }
}
