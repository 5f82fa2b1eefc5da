namespace PrivateLink.Protocol.Tls;

/// <summary>The only TLS record that the engine itself sends.</summary>
public static class TlsAlert
{
    /// <summary>
    /// A fatal <c>access_denied</c> alert in a TLS 1.2 record (RFC 8446, sections 5.1 and 6.2). Every name and link denial gets the same alert, so
    /// that a client cannot find out which hosts exist.
    /// </summary>
    public static ReadOnlyMemory<byte> AccessDenied { get; } = new byte[] { 0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x31 };
}
