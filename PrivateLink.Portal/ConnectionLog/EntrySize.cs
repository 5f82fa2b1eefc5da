namespace PrivateLink.Portal.ConnectionLog;

/// <summary>
/// Estimates the memory that an entry uses: its objects, and the text that came with the connection. All entries share the names of the engine,
/// listeners and upstreams.
/// </summary>
internal static class EntrySize
{
    /// <summary>The decision, the ending, the entry, the company's view, and the places in the ring and its index.</summary>
    private const int Objects = 850;

    private const int StringHeader = 22;

    public static int Of(ConnectionEntry entry)
    {
        var decision = entry.Decision;
        return Objects + Of(decision.Detail) + decision.WireBytesSize + Of(decision.ServerName) + Of(decision.Host) + Of(decision.Alpn) + Of(decision.TlsVersions);
    }

    private static int Of(string? text) => text is null ? 0 : StringHeader + (text.Length * sizeof(char));
}
