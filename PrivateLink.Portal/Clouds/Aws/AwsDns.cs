using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Dns;
using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Aws;

/// <summary>
/// Route 53: an A alias to the endpoint's regional name. A CNAME is impossible at the top of a zone, and addresses written down by hand
/// would not follow when a zone fails.
/// </summary>
internal sealed class AwsDns : IDnsRecipe
{
    public DnsPlan Plan(DnsRequest request) => AwsPrivateDnsName.Fits(request) ? AwsPrivateDnsName.Plan(request) : Records(request);

    private static DnsPlan Records(DnsRequest request) => new(
        [.. DnsPlan.ZonesOf(request).Select(zone => new DnsRecord(
            zone.RecordName, zone.Name, "A (alias)", $"the regional DNS name of {request.LinkIdOrStandIn}",
            "Leads your clients to the endpoint, and follows when one of its zones fails."))],
        new Recipe(
            [
                new("AWS CLI", ArtefactLanguage.Shell, "create-dns.sh", Cli(request)),
                new("Terraform", ArtefactLanguage.Hcl, "dns.tf", Terraform(request)),
            ],
            Console(request)),
        [.. DnsPlan.NotesOf(request), "The VPC needs DNS support and DNS hostnames switched on."]);

    private static string Cli(DnsRequest request) =>
        $"""
        #!/usr/bin/env bash
        # Creates a private zone for each host, with an alias to the endpoint.
        set -euo pipefail

        # The endpoint's own name and the zone that AWS keeps it in.
        read -r endpoint_name endpoint_zone < <(aws ec2 describe-vpc-endpoints \
          --region {ShellText.Word(request.PrivateEndpoint.Region)} \
          --vpc-endpoint-ids {ShellText.Word(request.LinkIdOrStandIn)} \
          --query 'VpcEndpoints[0].DnsEntries[0].[DnsName,HostedZoneId]' --output text)
        {string.Concat(DnsPlan.ZonesOf(request).Select(zone => CliZone(request, zone)))}
        """;

    private static string CliZone(DnsRequest request, PrivateZone zone)
    {
        var network = $"VPCRegion={request.PrivateEndpoint.Region},VPCId={request.PrivateEndpoint.Values.One(AwsForm.Vpc)}";
        var before = ShellText.Word($$$"""{"Changes":[{"Action":"UPSERT","ResourceRecordSet":{"Name":{{{YamlText.Quoted(zone.RecordName)}}},"Type":"A","AliasTarget":{"HostedZoneId":""" + "\"");
        var between = ShellText.Word("\",\"DNSName\":\"");
        var after = ShellText.Word("\",\"EvaluateTargetHealth\":false}}}]}");
        return $"""

            zone=$(aws route53 create-hosted-zone \
              --name {ShellText.Word(zone.Name)} \
              --caller-reference {ShellText.Word(request.PrivateEndpoint.Reference)}-"$(date +%s)"-{ShellText.Word(zone.Identifier)} \
              --vpc {ShellText.Word(network)} \
              --query HostedZone.Id --output text)
            aws route53 change-resource-record-sets --hosted-zone-id "$zone" \
              --change-batch {before}"$endpoint_zone"{between}"$endpoint_name"{after}

            """;
    }

    private static string Terraform(DnsRequest request) =>
        "# Beside endpoint.tf: add it once the endpoint is available.\n" + string.Join('\n', DnsPlan.ZonesOf(request).Select((zone, index) =>
            $$"""
            resource "aws_route53_zone" "host_{{index + 1}}" {
              name = {{HclText.Quoted(zone.Name)}}

              vpc {
                vpc_id     = {{HclText.Quoted(request.PrivateEndpoint.Values.One(AwsForm.Vpc))}}
                vpc_region = {{HclText.Quoted(request.PrivateEndpoint.Region)}}
              }
            }

            resource "aws_route53_record" "host_{{index + 1}}" {
              zone_id = aws_route53_zone.host_{{index + 1}}.zone_id
              name    = {{HclText.Quoted(zone.RecordName)}}
              type    = "A"

              alias {
                name                   = aws_vpc_endpoint.private_link.dns_entry[0].dns_name
                zone_id                = aws_vpc_endpoint.private_link.dns_entry[0].hosted_zone_id
                evaluate_target_health = false
              }
            }

            """));

    private static IReadOnlyList<string> Console(DnsRequest request) =>
    [
        .. DnsPlan.ZonesOf(request).SelectMany(zone => new[]
        {
            $"In Route 53, create a private hosted zone named {zone.Name} for the VPC {request.PrivateEndpoint.Values.One(AwsForm.Vpc)}.",
            $"In it, create a record {(zone.IsWildcard ? "named *" : "with an empty name")} of type A, turn on Alias, choose \"Alias to VPC endpoint\", and the regional name of {request.LinkIdOrStandIn}.",
        }),
    ];
}
