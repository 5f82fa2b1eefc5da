using System.Text.Json.Nodes;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;

namespace PrivateLink.Portal.AuditReading;

/// <summary>
/// The facts of an entry, as their reader may see them. Upstreams belong to the company. An entry keeps an upstream's key so that a revision can be
/// restored. A tenant that compared keys would learn which hosts share an upstream, including other tenants' hosts.
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
