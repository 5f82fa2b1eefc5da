using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.ConnectionLog.Decoding;

/// <summary>The first bytes of a connection, explained.</summary>
/// <param name="Bytes">All of them.</param>
/// <param name="Notes">What they mean, in their order, without gaps or overlaps up to where nothing more could be told.</param>
/// <param name="Problems">What is wrong, in the order of the bytes.</param>
/// <param name="Identity">What the header says about the link.</param>
/// <param name="Header">What the PROXY header came to, in a sentence; null when there is none.</param>
/// <param name="Hello">What the ClientHello came to; null when there is none.</param>
/// <param name="ServerName">The host asked for, normalised; null when there is none or it is none.</param>
public sealed record DecodedBytes(
    byte[] Bytes, IReadOnlyList<ByteNote> Notes, IReadOnlyList<DecodingProblem> Problems, LinkIdentity Identity, string? Header, string? Hello, string? ServerName);

/// <summary>One thing that is wrong.</summary>
/// <param name="Offset">The byte where it shows.</param>
/// <param name="Message">A sentence.</param>
public sealed record DecodingProblem(int Offset, string Message);
