using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.ConnectionLog.Columns;

/// <summary>Converts values that the table cannot store unchanged, and back.</summary>
internal static class StoredForms
{
    public static CloudProvider? CloudOf(LinkId? link) => link?.Cloud;

    public static LinkId? LinkOf(CloudProvider? cloud, string? text) => cloud is { } of && LinkId.TryParse(of, text, out var link) ? link : null;

    public static long? Microseconds(TimeSpan? span) => span is { } time ? time.Ticks / TimeSpan.TicksPerMicrosecond : null;

    public static TimeSpan? SpanOf(long? microseconds) => microseconds is { } count ? TimeSpan.FromMicroseconds(count) : null;
}
