using System.Text.Json.Nodes;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;

namespace PrivateLink.Portal.AuditReading;

/// <summary>
/// The facts of an entry, as their reader may see them. Upstreams are the company's: an entry keeps the key of one so that a revision can be put
/// back, and a tenant that compared keys would learn which of its hosts, or whose, go to the same place.
/// </summary>
internal static class ShownFacts
{
    private const string Upstream = "upstreamId";

    public static string? To(Caller caller, string? facts)
    {
        if (caller.IsCompany || facts is null || !facts.Contains(Upstream, StringComparison.Ordinal)) return facts;
        if (JsonNode.Parse(facts) is not JsonObject named) return facts;
        named.Remove(Upstream);
        return AuditFacts.Write(named);
    }
}
