using System.Text.RegularExpressions;
using PrivateLink.Portal.Clouds.Pastes;

namespace PrivateLink.Portal.Clouds.Alibaba;

/// <summary>Reads what <c>aliyun privatelink ListVpcEndpoints</c>, Terraform and the console say about an endpoint.</summary>
internal sealed partial class AlibabaPastes : IEndpointPastes
{
    private static readonly Dictionary<string, ConnectionMeaning> Words = new()
    {
        ["pending"] = ConnectionMeaning.Waiting,
        ["connecting"] = ConnectionMeaning.Accepted,
        ["connected"] = ConnectionMeaning.Accepted,
        ["disconnected"] = ConnectionMeaning.Refused,
        ["disconnecting"] = ConnectionMeaning.Refused,
        ["deleting"] = ConnectionMeaning.Ended,
        ["servicedeleted"] = ConnectionMeaning.Ended,
    };

    public EndpointPaste Read(string text)
    {
        var facts = PastedFacts.Read(text);
        var names = EndpointDomain().Matches(text).Select(name => name.Value.ToLowerInvariant()).Distinct().ToList();
        var zones = facts.Values("zoneid").Where(zone => AlibabaZones.RegionOf(zone) is not null).Distinct().ToList();
        var addresses = EndpointPaste.AddressesIn(facts.Values("eniip", "ipaddress", "ip").Concat(text.Split([' ', ',', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)));
        return new()
        {
            // The domain of one zone adds the zone to the ID, so it is the longer one.
            Name = names.Where(name => !ZoneDomain().IsMatch(name)).MinBy(name => name.Length),
            Addresses = addresses,
            Status = ConnectionStatus.FirstOf(facts.Values("connectionstatus", "status"), Words),
            Service = ServiceName().Match(text) is { Success: true } service ? service.Value : facts.Values("serviceid", "endpointserviceid").FirstOrDefault(),
            Region = facts.Values("regionid", "region").FirstOrDefault(region => AlibabaZones.RegionOf(region + "-a") == region || AlibabaZones.RegionOf(region + "a") == region),
            Zones = zones,
            Fields = EndpointPaste.FieldsOf(
                (AlibabaForm.Interfaces, string.Join(' ', addresses)),
                (AlibabaForm.Vpc, facts.Values("vpcid").FirstOrDefault()),
                (AlibabaForm.SecurityGroup, facts.Values("securitygroupid", "securitygroupids").FirstOrDefault()),
                (AlibabaForm.EndpointName, facts.Values("endpointname", "vpcendpointname").FirstOrDefault())),
        };
    }

    public bool? IsSame(string named, PublishedService service) => service.Alias.EndsWith(named[(named.LastIndexOf('.') + 1)..], StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"ep-[0-9a-z-]{12,80}\.epsrv-[0-9a-z]+\.[a-z0-9-]+\.privatelink\.aliyuncs\.com", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EndpointDomain();

    [GeneratedRegex(@"^ep-[0-9a-z]+-[a-z]{2}-[a-z0-9-]+\.", RegexOptions.CultureInvariant)]
    private static partial Regex ZoneDomain();

    [GeneratedRegex(@"com\.aliyuncs\.privatelink\.[a-z0-9-]+\.epsrv-[0-9a-z]+", RegexOptions.CultureInvariant)]
    private static partial Regex ServiceName();
}
