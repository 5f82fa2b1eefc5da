using PrivateLink.Engine.Transport;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;

namespace PrivateLink.Tests.Engine.Connections.Vectors;

/// <summary>One connection and its expected outcome, however its bytes are split into segments.</summary>
/// <param name="Name">The name of the case.</param>
/// <param name="Header">The bytes that are not relayed: one PROXY header or several.</param>
/// <param name="Payload">The bytes after the header: relayed unchanged, or not at all.</param>
/// <param name="Outcome">The reason's code, followed by a colon and the detail if the record shows one.</param>
/// <param name="Listener">The listener it connects to.</param>
/// <param name="Ends">What follows the bytes.</param>
/// <param name="IsAudited">Whether a denial by the link is relayed and recorded as audited.</param>
internal sealed record Vector(
    string Name, byte[] Header, byte[] Payload, string Outcome, string Listener = "auto", ReceiveStatus Ends = ReceiveStatus.Finished, bool IsAudited = false)
{
    /// <summary>A hello for the enforced host.</summary>
    public static byte[] Hello { get; } = ClientHelloBuilder.For(TestPolicy.Host).ToBytes();

    /// <summary>A header with a link that the enforced host lists.</summary>
    public static byte[] Listed { get; } = ProxyHeaderBytes.IPv4(ProxyHeaderBytes.AzureTlv(7));

    /// <summary>The outcome without its detail.</summary>
    public string Code => Outcome.Split(':')[0];

    public Verdict Verdict => Code switch
    {
        "probe_empty" or "probe_header" or "health_check" or "prelude_idle" or "claim_observed" => Verdict.None,
        "host_open" or "link_matched" => Verdict.Allowed,
        _ => IsAudited ? Verdict.Audited : Verdict.Denied,
    };

    public byte[] Sends { get; } = [.. Header, .. Payload];

    /// <summary>A header followed by an ordinary hello.</summary>
    public static Vector OfHeader(string name, byte[] header, string outcome, string listener = "auto") => new(name, header, Hello, outcome, listener);

    /// <summary>A hello after an ordinary header.</summary>
    public static Vector OfHello(string name, byte[] hello, string outcome) => new(name, Listed, hello, outcome);

    /// <summary>The splits to try: one segment, two at every byte, and single bytes. Large inputs are split at fewer places.</summary>
    public IEnumerable<IReadOnlyList<byte[]>> Segmentations()
    {
        yield return Sends.Length == 0 ? [] : [Sends];
        for (var at = 1; at < Sends.Length; at += Step(at)) yield return [Sends[..at], Sends[at..]];
        if (Sends.Length is > 1 and < 2000) yield return [.. Sends.Select(value => new[] { value })];
    }

    private int Step(int at) => Sends.Length < 1000 || at < 300 || Sends.Length - at < 300 ? 1 : Sends.Length / 50;
}
