namespace PrivateLink.Portal.ConnectionLog;

/// <summary>
/// What an entry takes in memory, roughly: the objects, and the text that came with the connection. Names of the engine, its
/// listeners and upstreams are shared by all entries.
/// </summary>
internal static class EntrySize
{
    /// <summary>A decision, its ending, the entry and how the company sees it, their places in the ring and its index.</summary>
    private const int Objects = 850;

    private const int StringHeader = 22;

    public static int Of(ConnectionEntry entry)
    {
        var decision = entry.Decision;
        return Objects + Of(decision.Detail) + decision.WireBytesSize + Of(decision.ServerName) + Of(decision.Host) + Of(decision.Alpn) + Of(decision.TlsVersions);
    }

    private static int Of(string? text) => text is null ? 0 : StringHeader + (text.Length * sizeof(char));
}
