using PrivateLink.Protocol;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Tls;

namespace PrivateLink.Fuzzing;

/// <summary>The fuzzing targets. For every input the parsers must return, and the answer must not depend on how the bytes are split.</summary>
internal static class Targets
{
    public static Action<byte[]>? Find(string name) => name switch
    {
        "header" => Header,
        "hello" => Hello,
        _ => null,
    };

    private static void Header(byte[] input)
    {
        var status = Judge(input, static bytes => ProxyProtocolParser.Parse(bytes, out _, out _));
        if (status != ParseStatus.Done) return;

        ProxyProtocolParser.Parse(input, out var header, out _);
        Expect(header.Length <= ProxyProtocolParser.MaximumLength, "a header beyond its limit was accepted");
        var any = LinkIdReader.Read(header.Tlvs);
        foreach (var cloud in Enum.GetValues<CloudProvider>())
        {
            var pinned = LinkIdReader.Read(header.Tlvs, cloud);
            Expect(any.Kind != LinkIdentityKind.Absent || pinned.Kind == LinkIdentityKind.Absent, "a pinned cloud found a link that an unpinned read did not");
            var checkedService = LinkIdReader.Read(header.Tlvs, cloud, "epsrv-t4n1a2b3c4d5e6f7g8h9");
            Expect(checkedService == pinned || checkedService.Kind is LinkIdentityKind.Malformed, "comparing the service changed the identity");
            if (pinned.Kind != LinkIdentityKind.One) continue;
            Expect(pinned.LinkId.Cloud == cloud, "an ID of another cloud");
            Expect(!LinkId.TryParse(cloud, pinned.LinkId.ToString(), out var again) || again == pinned.LinkId, "text and ID differ");
        }
    }

    private static void Hello(byte[] input)
    {
        var status = Judge(input, static bytes => ClientHelloParser.Parse(bytes, out _, out _));
        var progress = default(HandshakeProgress);
        Expect(status == Judge(input, bytes => ClientHelloParser.Parse(bytes, ref progress, out _, out _)), "a resumed parse differs from a fresh one");
        if (status != ParseStatus.Done) return;

        ClientHelloParser.Parse(input, out var hello, out _);
        Expect(hello.Length <= input.Length, "a hello longer than its input");
        Span<char> name = stackalloc char[ServerName.MaximumLength];
        if (!hello.HasServerName || !ServerName.TryNormalize(hello.ServerName, name, out var length)) return;
        Expect(ServerName.TryNormalize(name[..length], out var again) && name[..length].SequenceEqual(again), "normalising a name twice changed it");
    }

    /// <summary>The answer for the whole input. No prefix may give a different final answer.</summary>
    private static ParseStatus Judge(byte[] input, Func<ReadOnlySpan<byte>, ParseStatus> parse)
    {
        var decided = ParseStatus.NeedMore;
        for (var length = 0; length <= input.Length; length += 1 + (input.Length / 64))
        {
            var part = parse(input.AsSpan(0, length));
            Expect(decided == ParseStatus.NeedMore || part == decided, "more bytes changed a final answer");
            decided = part;
        }

        var whole = parse(input);
        Expect(decided == ParseStatus.NeedMore || decided == whole, "a prefix and the whole input got different answers");
        return whole;
    }

    private static void Expect(bool holds, string otherwise)
    {
        if (!holds) throw new InvalidOperationException(otherwise);
    }
}
