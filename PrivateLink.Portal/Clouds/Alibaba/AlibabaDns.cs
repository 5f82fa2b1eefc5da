using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Dns;
using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Alibaba;

/// <summary>
/// PrivateZone: a zone with the host's own name, bound to the VPC. It has an A record for the endpoint's interface in each zone. The documentation
/// does not say whether PrivateZone accepts a CNAME at the top of a zone. Addresses work everywhere.
/// </summary>
internal sealed class AlibabaDns : IDnsRecipe
{
    public DnsPlan Plan(DnsRequest request) => new(
        [.. AddressesOf(request).SelectMany(address => DnsPlan.RecordsOf(request, "A", address, DnsRequest.AddressStandIn, "Points your clients to the endpoint, in any of its zones."))],
        new Recipe(
            [
                new("aliyun CLI", ArtefactLanguage.Shell, "create-dns.sh", Cli(request)),
                AlibabaTerraform.Dns(request.EndpointWithHosts),
            ],
            Console(request)),
        [.. DnsPlan.NotesOf(request), "The addresses do not change while the endpoint and its zones exist. Check them after you change its zones."]);

    /// <summary>One entry for each interface. If no address is known, one placeholder.</summary>
    private static IReadOnlyList<string?> AddressesOf(DnsRequest request) =>
        request.PrivateEndpoint.Values.All(AlibabaForm.Interfaces) is { Count: > 0 } known ? [.. known] : [null];

    private static string EndpointOf(DnsRequest request) => request.LinkId ?? "YOUR_ENDPOINT_ID";

    private static string Cli(DnsRequest request) =>
        $"""
        #!/usr/bin/env bash
        # Creates a private zone for each host, with the addresses of the endpoint. Needs jq.
        # Check the flags in your version: aliyun pvtz help
        set -euo pipefail

        addresses=$(aliyun privatelink ListVpcEndpointZones \
          --RegionId {ShellText.Word(request.PrivateEndpoint.Region)} \
          --EndpointId {ShellText.Word(EndpointOf(request))} | jq -r '.Zones[].EniIp')
        {string.Concat(DnsPlan.ZonesOf(request).Select(zone => CliZone(request, zone)))}
        """;

    private static string CliZone(DnsRequest request, PrivateZone zone) =>
        $"""

        zone=$(aliyun pvtz AddZone --ZoneName {ShellText.Word(zone.Name)} | jq -r '.ZoneId')
        aliyun pvtz BindZoneVpc --ZoneId "$zone" \
          --Vpcs.1.RegionId {ShellText.Word(request.PrivateEndpoint.Region)} --Vpcs.1.VpcId {ShellText.Word(request.PrivateEndpoint.Values.One(AlibabaForm.Vpc))}
        for address in $addresses; do
        {string.Concat(zone.Records.Select(CliRecord))}done

        """;

    private static string CliRecord(ZoneRecord record) =>
        $"""
          aliyun pvtz AddZoneRecord --ZoneId "$zone" --Rr {ShellText.Word(record.RelativeName)} --Type A --Value "$address" --Ttl 60

        """;

    private static IReadOnlyList<string> Console(DnsRequest request) =>
    [
        $"In the Alibaba Cloud console, open the endpoint {EndpointOf(request)} and note the address of each of its interfaces.",
        .. DnsPlan.ZonesOf(request).SelectMany(zone => zone.Records
            .Select(record => $"In this zone, add a record {record.RelativeName} of type A for each of these addresses.")
            .Prepend($"In Alibaba Cloud DNS > PrivateZone, add a zone named {zone.Name} and set the VPC {request.PrivateEndpoint.Values.One(AlibabaForm.Vpc)} as its effective scope.")),
    ];
}
