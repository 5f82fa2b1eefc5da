using PrivateLink.Tests.Protocol.Tls;
using PrivateLink.Tests.Support;
using static PrivateLink.Tests.Engine.Connections.Vectors.Vector;

namespace PrivateLink.Tests.Engine.Connections.Vectors;

/// <summary>Server names, each in a valid hello after a header with a listed link.</summary>
internal static class NameVectors
{
    public static IEnumerable<Vector> All =>
    [
        .. ServerNameTests.Names.Select(row => Of(row.Data.Item1, row.Data.Item2 == TestPolicy.Host ? "link_matched" : "sni_unknown")),
        .. ServerNameTests.NoNames.Select(row => Of(row.Data, row.Data.Length == 0 ? "hello_malformed: server_name extension malformed" : "sni_invalid")),
        Of("OPEN.my-saas.io", "host_open"),
        Of("off.my-saas.io", "host_disabled"),
        Of("sub.megacorp.my-saas.io", "sni_unknown"),
        Of("my-saas.io", "sni_unknown"),
        Of("nonce.claim.invalid", "claim_observed"),
        Of("NONCE.Claim.Invalid.", "claim_observed"),
        Of("a.nonce.claim.invalid", "sni_unknown"),
        Of("claim.invalid", "sni_unknown"),
        Of("nonce.claim.invalid.example", "sni_unknown"),
    ];

    private static Vector Of(string name, string outcome) => OfHello($"name '{name}'", ClientHelloBuilder.For(name).ToBytes(), outcome);
}
