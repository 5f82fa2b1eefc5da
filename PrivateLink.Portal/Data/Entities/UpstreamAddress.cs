namespace PrivateLink.Portal.Data.Entities;

/// <summary>One address of an upstream.</summary>
public sealed class UpstreamAddress
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid UpstreamId { get; private set; }

    /// <summary>A DNS name or an IP literal, without brackets.</summary>
    public required string Host { get; set; }

    public required int Port { get; set; }

    /// <summary><c>host:port</c>, in the format of the engine.</summary>
    public override string ToString() => new Protocol.Policy.UpstreamAddress(Host, Port).ToString();
}
