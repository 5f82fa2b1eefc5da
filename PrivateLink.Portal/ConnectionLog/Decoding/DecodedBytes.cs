using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.ConnectionLog.Decoding;

/// <summary>The first bytes of a connection, explained.</summary>
/// <param name="Bytes">All the bytes.</param>
/// <param name="Notes">What the bytes mean, in order, without gaps or overlaps, up to the first byte that cannot be explained.</param>
/// <param name="Problems">What is wrong, in the order of the bytes.</param>
/// <param name="Identity">What the header says about the link.</param>
/// <param name="Header">The result of reading the PROXY header, in a sentence; null without a header.</param>
/// <param name="Hello">The result of reading the ClientHello; null without one.</param>
/// <param name="ServerName">The requested host, normalised; null if there is none or it is not a valid host name.</param>
public sealed record DecodedBytes(
    byte[] Bytes, IReadOnlyList<ByteNote> Notes, IReadOnlyList<DecodingProblem> Problems, LinkIdentity Identity, string? Header, string? Hello, string? ServerName);

/// <summary>One problem in the bytes.</summary>
/// <param name="Offset">The byte where the problem shows.</param>
/// <param name="Message">A sentence.</param>
public sealed record DecodingProblem(int Offset, string Message);
