namespace PrivateLink.Portal.Clouds;

/// <summary>The service and the listener that stand for a cloud in the demonstration.</summary>
public sealed record CloudDemonstration
{
    /// <summary>The name of the service; the listener is bound to it.</summary>
    public required string Service { get; init; }

    public required string Alias { get; init; }

    public string ZoneIds { get; init; } = "";

    public string SupportedRegions { get; init; } = "";

    public string? Instructions { get; init; }

    /// <summary>The listener's name.</summary>
    public required string Listener { get; init; }

    /// <summary>What its load balancer writes beside the link ID: whole TLVs.</summary>
    public ReadOnlyMemory<byte> TlvsBeside { get; init; }

    /// <summary>Where the listener is.</summary>
    public required int Port { get; init; }
}
