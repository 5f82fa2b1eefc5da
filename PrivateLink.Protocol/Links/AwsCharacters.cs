using System.Buffers;

namespace PrivateLink.Protocol.Links;

/// <summary>The characters of an AWS VPC endpoint ID: <c>[A-Za-z0-9-]</c> on the wire, lower-case hex in the usual form.</summary>
internal static class AwsCharacters
{
    internal static readonly SearchValues<char> Text =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

    internal static readonly SearchValues<byte> Hex = SearchValues.Create("0123456789abcdef"u8);

    internal static readonly SearchValues<byte> Wire =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-"u8);
}
