using System.Net;
using PrivateLink.Protocol;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Tls;

namespace PrivateLink.AspNetCore;

/// <summary>The content of a header, or its problem. Pure, and uses the engine's own parsers.</summary>
/// <param name="Problem">The problem, or <see cref="HeaderProblem.None"/>.</param>
/// <param name="Length">The length of the header. The client's own bytes follow it.</param>
/// <param name="AuthorisedHost">The authorised name, normalised.</param>
/// <param name="LinkId">The link ID; null if there is none.</param>
/// <param name="Source">The client's address.</param>
/// <param name="Destination">The address the client connected to.</param>
internal sealed record HeaderContent(
    HeaderProblem Problem, int Length = 0, string? AuthorisedHost = null, LinkId? LinkId = null, IPEndPoint? Source = null, IPEndPoint? Destination = null)
{
    /// <summary>Reads a header from the first bytes of a connection.</summary>
    /// <param name="received">All bytes received so far.</param>
    /// <returns>Null if more bytes are needed.</returns>
    public static HeaderContent? Read(ReadOnlySpan<byte> received) => ProxyProtocolParser.Parse(received, out var header, out var error) switch
    {
        ParseStatus.NeedMore => null,
        ParseStatus.Done => Of(header),
        _ => new(error is ProxyProtocolError.NotAHeader or ProxyProtocolError.Version1 ? HeaderProblem.Missing : HeaderProblem.Malformed),
    };

    private static HeaderContent Of(ProxyProtocolHeader header)
    {
        // LOCAL is the sender's own connection. The rest of such a header must be ignored (PROXY protocol specification, section 2.2).
        if (header.Command == ProxyCommand.Local) return new(HeaderProblem.None, header.Length);

        if (!TryReadAuthority(header.Tlvs, out var authority)) return new(HeaderProblem.AuthorityMalformed);
        var identity = LinkIdReader.Read(header.Tlvs);
        return identity.Kind is LinkIdentityKind.Malformed or LinkIdentityKind.Ambiguous
            ? new(HeaderProblem.LinkMalformed)
            : new(
                HeaderProblem.None, header.Length, authority, identity.Kind == LinkIdentityKind.One ? identity.LinkId : null,
                header.Source?.ToIPEndPoint(), header.Destination?.ToIPEndPoint());
    }

    /// <summary>Refuses two names as well as an invalid one, because otherwise their order would decide which is authorised.</summary>
    private static bool TryReadAuthority(ReadOnlySpan<byte> tlvs, out string? authority)
    {
        authority = null;
        Span<char> name = stackalloc char[ServerName.MaximumLength];
        var reader = new TlvReader(tlvs);
        while (reader.Read())
        {
            if (reader.Type != TlvType.Authority) continue;
            if (authority is not null || !ServerName.TryNormalize(reader.Value, name, out var length)) return false;
            authority = name[..length].ToString();
        }

        return true;
    }
}
