using System.Text;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Decoding;
using PrivateLink.Protocol;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>What was wrong with a connection, for the top of its details. It is read from the recorded bytes if they say more than the record's detail.</summary>
public static class BrokenRule
{
    /// <summary>Part of a sentence, possibly with text from the client; null if the reason says everything.</summary>
    public static string? Of(ConnectionView connection) =>
        connection.Verdict is Verdict.Denied or Verdict.Audited ? LinkOf(connection) ?? HeaderOf(connection) ?? connection.Detail : null;

    private static string? LinkOf(ConnectionView connection)
    {
        if (connection.LinkKind != LinkIdentityKind.Malformed || connection.Reason != Reason.LinkMalformed || !ConnectionJourney.IsHex(connection.LinkTlv)) return null;
        var reader = new TlvReader(Convert.FromHexString(connection.LinkTlv));
        return reader.Read() && LinkIdReader.Read(reader.Raw).Kind == LinkIdentityKind.Malformed ? SentenceOf(reader) : null;
    }

    /// <summary>Null for a subtype other than the link ID, such as the service ID, because the advice of the reason already explains it.</summary>
    private static string? SentenceOf(TlvReader tlv)
    {
        var type = tlv.Type;
        if (KnownClouds.All.FirstOrDefault(cloud => cloud.Header.TlvType == type) is not { } cloud) return null;
        var value = tlv.Value;
        if (cloud.Header.Subtypes.Count > 0 && !value.IsEmpty)
        {
            var code = value[0];
            if (cloud.Header.Subtypes.FirstOrDefault(subtype => subtype.Code == code) is not { Value: null }) return null;
            value = value[1..];
        }

        return value switch
        {
            { IsEmpty: true } => $"the link ID of {cloud.Words.Name} is empty",
            _ when value.ContainsAnyExceptInRange((byte)' ', (byte)'~') => $"the bytes {ByteNotes.HexOf(value)} are not a link ID of {cloud.Words.Name}",
            _ => $"'{Encoding.ASCII.GetString(value)}' is not a link ID of {cloud.Words.Name}",
        };
    }

    private static string? HeaderOf(ConnectionView connection)
    {
        if (connection.Reason != Reason.HeaderMalformed || !ConnectionJourney.IsHex(connection.FirstBytes)) return null;
        var bytes = Convert.FromHexString(connection.FirstBytes);
        return ProxyProtocolParser.Parse(bytes, out _, out var error) != ParseStatus.Invalid ? null : error switch
        {
            ProxyProtocolError.UnknownVersion => $"version {bytes[12] >> 4} is unknown",
            ProxyProtocolError.UnknownCommand => $"command {bytes[12] & 0x0F} is unknown",
            ProxyProtocolError.UnknownFamily => $"address family {bytes[13] >> 4} is unknown",
            ProxyProtocolError.UnknownTransport => $"transport {bytes[13] & 0x0F} is unknown",
            _ => null,
        };
    }
}
