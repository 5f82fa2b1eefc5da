using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Dns;
using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Alibaba;

/// <summary>
/// PrivateZone: a zone of the host's own name, bound to the VPC, with an A record for the endpoint's interface in each zone. Whether PrivateZone
/// takes a CNAME at the top of a zone is not documented; addresses work everywhere.
/// </summary>
internal sealed class AlibabaDns : IDnsRecipe
{
    public DnsPlan Plan(DnsRequest request) => new(
        [.. DnsPlan.ZonesOf(request).Select(zone => new DnsRecord(
            zone.RecordName, zone.Name, "A", $"the address of each interface of {EndpointOf(request)}", "Leads your clients to the endpoint, in any of its zones."))],
        new Recipe(
            [
                new("aliyun CLI", ArtefactLanguage.Shell, "create-dns.sh", Cli(request)),
                new("Terraform", ArtefactLanguage.Hcl, "dns.tf", Terraform(request)),
            ],
            Console(request)),
        [.. DnsPlan.NotesOf(request), "The addresses stay as long as the endpoint and its zones do; check them after you have changed its zones."]);

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
          aliyun pvtz AddZoneRecord --ZoneId "$zone" --Rr {ShellText.Word(zone.RelativeName)} --Type A --Value "$address" --Ttl 60
        done

        """;

    private static string Terraform(DnsRequest request) =>
        "# Beside endpoint.tf: add it once the endpoint is connected. eni_ip needs version 1.212 of the provider or a later one.\n"
        + string.Join('\n', DnsPlan.ZonesOf(request).Select((zone, index) =>
            $$"""
            resource "alicloud_pvtz_zone" "host_{{index + 1}}" {
              zone_name = {{HclText.Quoted(zone.Name)}}
            }

            resource "alicloud_pvtz_zone_attachment" "host_{{index + 1}}" {
              zone_id = alicloud_pvtz_zone.host_{{index + 1}}.id
              vpc_ids = [{{HclText.Quoted(request.PrivateEndpoint.Values.One(AlibabaForm.Vpc))}}]
            }
            {{string.Concat(request.PrivateEndpoint.Values.Many(AlibabaForm.VSwitches).Select((_, place) => Record(zone, index + 1, place + 1)))}}
            """));

    private static string Record(PrivateZone zone, int host, int place) =>
        $$"""

        resource "alicloud_pvtz_zone_record" "host_{{host}}_{{place}}" {
          zone_id = alicloud_pvtz_zone.host_{{host}}.id
          rr      = {{HclText.Quoted(zone.RelativeName)}}
          type    = "A"
          value   = alicloud_privatelink_vpc_endpoint_zone.zone_{{place}}.eni_ip
          ttl     = 60
        }

        """;

    private static IReadOnlyList<string> Console(DnsRequest request) =>
    [
        $"In the Alibaba Cloud console, open the endpoint {EndpointOf(request)} and note the address of each of its interfaces.",
        .. DnsPlan.ZonesOf(request).SelectMany(zone => new[]
        {
            $"In Alibaba Cloud DNS > PrivateZone, add a zone named {zone.Name} and set the VPC {request.PrivateEndpoint.Values.One(AlibabaForm.Vpc)} as its effective scope.",
            $"In it, add a record {zone.RelativeName} of type A for each of these addresses.",
        }),
    ];
}
