using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Dns;
using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Aws;

/// <summary>
/// Route 53: an A alias to the endpoint's regional name. A zone cannot have a CNAME at its top. Fixed addresses would not change if a zone failed.
/// </summary>
internal sealed class AwsDns : IDnsRecipe
{
    public DnsPlan Plan(DnsRequest request) => AwsPrivateDnsName.Fits(request.EndpointWithHosts) ? AwsPrivateDnsName.Plan(request) : Records(request);

    private static DnsPlan Records(DnsRequest request) => new(
        DnsPlan.RecordsOf(request, "A (alias)", request.EndpointName, DnsRequest.NameStandIn, "Points your clients to the endpoint, and fails over if one of its zones fails."),
        new Recipe(
            [
                new("AWS CLI", ArtefactLanguage.Shell, "create-dns.sh", Cli(request)),
                AwsTerraform.Dns(request.EndpointWithHosts),
                AwsCloudFormation.Dns(request.EndpointWithHosts),
            ],
            Console(request)),
        [.. DnsPlan.NotesOf(request), "DNS support and DNS hostnames must be enabled in the VPC."]);

    private static string Cli(DnsRequest request) =>
        $"""
        #!/usr/bin/env bash
        # Creates a private zone for each host, with an alias to the endpoint.
        set -euo pipefail

        # The endpoint's own DNS name and the AWS zone that contains it.
        read -r endpoint_name endpoint_zone < <(aws ec2 describe-vpc-endpoints \
          --region {ShellText.Word(request.PrivateEndpoint.Region)} \
          --vpc-endpoint-ids {ShellText.Word(request.LinkIdOrStandIn)} \
          --query 'VpcEndpoints[0].DnsEntries[0].[DnsName,HostedZoneId]' --output text)
        {string.Concat(DnsPlan.ZonesOf(request).Select(zone => CliZone(request, zone)))}
        """;

    private static string CliZone(DnsRequest request, PrivateZone zone)
    {
        var network = $"VPCRegion={request.PrivateEndpoint.Region},VPCId={request.PrivateEndpoint.Values.One(AwsForm.Vpc)}";
        return $"""

            zone=$(aws route53 create-hosted-zone \
              --name {ShellText.Word(zone.Name)} \
              --caller-reference {ShellText.Word(request.PrivateEndpoint.Reference)}-"$(date +%s)"-{ShellText.Word(zone.Identifier)} \
              --vpc {ShellText.Word(network)} \
              --query HostedZone.Id --output text)
            {string.Concat(zone.Records.Select(CliRecord))}
            """;
    }

    private static string CliRecord(ZoneRecord record)
    {
        var before = ShellText.Word($$$"""{"Changes":[{"Action":"UPSERT","ResourceRecordSet":{"Name":{{{YamlText.Quoted(record.Name)}}},"Type":"A","AliasTarget":{"HostedZoneId":""" + "\"");
        var between = ShellText.Word("\",\"DNSName\":\"");
        var after = ShellText.Word("\",\"EvaluateTargetHealth\":false}}}]}");
        return $"""
            aws route53 change-resource-record-sets --hosted-zone-id "$zone" \
              --change-batch {before}"$endpoint_zone"{between}"$endpoint_name"{after}

            """;
    }

    private static IReadOnlyList<string> Console(DnsRequest request) =>
    [
        .. DnsPlan.ZonesOf(request).SelectMany(zone => zone.Records
            .Select(record => $"In this zone, create a record {record.NameInConsole} of type A, turn on Alias, choose \"Alias to VPC endpoint\", and {request.EndpointName ?? $"the regional name of {request.LinkIdOrStandIn}"}.")
            .Prepend($"In Route 53, create a private hosted zone named {zone.Name} for the VPC {request.PrivateEndpoint.Values.One(AwsForm.Vpc)}.")),
    ];
}
