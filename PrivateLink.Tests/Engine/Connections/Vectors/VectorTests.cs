using PrivateLink.Protocol.Policy;
using Xunit;

namespace PrivateLink.Tests.Engine.Connections.Vectors;

/// <summary>
/// Every form of header and hello in the specifications and the design, through the whole life of a connection, in every segmentation. Verdict,
/// reason, record and ending on the wire are the same, and the upstream gets exactly the bytes after the header.
/// </summary>
public class VectorTests(VectorStand stand) : IClassFixture<VectorStand>
{
    private const string Alert = "15030300020231 FIN";

    private static readonly Dictionary<string, Vector> All = new Vector[][]
        {
            [.. HeaderVectors.All], [.. IdentityVectors.All], [.. NestedVectors.All], [.. EndingVectors.All], [.. FirstByteVectors.All], [.. HelloVectors.All],
            [.. NameVectors.All], [.. PolicyVectors.All],
        }
        .SelectMany(vectors => vectors)
        .ToDictionary(vector => vector.Name);

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Connection_HoweverItIsCut_ComesToTheSameEnd(string name)
    {
        var vector = All[name];
        string? facts = null;
        foreach (var segments in vector.Segmentations())
        {
            var played = await stand.PlayAsync(vector.Listener, segments, vector.Ends);
            var cut = string.Join('+', segments.Take(3).Select(segment => segment.Length));
            Assert.Equal((cut, vector.Verdict, vector.Outcome), (cut, played.Decision.Verdict, played.Outcome));
            Assert.Equal((cut, facts ??= played.Facts), (cut, played.Facts));
            Assert.Equal((cut, EndingOf(vector)), (cut, played.Ending));
            Assert.Equal(vector.Verdict is Verdict.Allowed or Verdict.Audited ? vector.Payload : null, played.Relayed);
        }
    }

    /// <summary>Design 4.4 and 4.5, written independently of the product's code.</summary>
    private static string EndingOf(Vector vector)
    {
        if (vector.Verdict is Verdict.Allowed or Verdict.Audited || vector.Code is "probe_empty" or "probe_header" or "health_check" or "prelude_idle") return "FIN";
        return vector.Code.Split('_')[0] is "sni" or "link" || vector.Code is "host_disabled" or "claim_observed" ? Alert : "RST";
    }
}
