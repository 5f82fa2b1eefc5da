using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Aws;

/// <summary>Creates a VPC endpoint.</summary>
internal sealed class AwsEndpointRecipe : IEndpointRecipe
{
    public Recipe Create(EndpointRequest request) => new(
        [
            new("AWS CLI", ArtefactLanguage.Shell, "create-endpoint.sh", Cli(request)),
            AwsTerraform.Endpoint(request),
            AwsCloudFormation.Endpoint(request),
        ],
        Console(request));

    public string? NoticeOf(EndpointRequest request) => request.IsRemote
        ? $"The service is in {request.Service.Region}. To create the endpoint you also need the IAM permission vpce:AllowMultiRegion beside ec2:CreateVpcEndpoint, and no policy of your organisation may deny it."
        : null;

    /// <summary>Prints the endpoint's ID, state and DNS name.</summary>
    public string ReadBack(EndpointRequest request) =>
        $$"""
        aws ec2 describe-vpc-endpoints \
          --region {{ShellText.Word(request.Region)}} \
          --filters {{ShellText.Word($"Name=service-name,Values={request.Service.Alias}")}} \
          --query 'VpcEndpoints[].{Id:VpcEndpointId,State:State,Dns:DnsEntries[0].DnsName,Zone:DnsEntries[0].HostedZoneId}'

        """;

    public IReadOnlyList<string> ReadBackByHand(EndpointRequest request) =>
    [
        $"In the AWS console, switch to {request.Region} and open VPC > Endpoints.",
        $"Choose the endpoint whose service name is {request.Service.Alias}.",
        "Under Details, the ID is the one that starts with vpce-, and the status says whether it is available.",
        "The first of its DNS names is the regional one: it stands for the endpoint in all its zones.",
    ];

    internal static bool CreatesGroup(EndpointRequest request) => request.Values.Find(AwsForm.SecurityGroup) is null;

    internal static string GroupName(EndpointRequest request) => $"{request.Reference}-clients";

    private static bool FindsSubnets(EndpointRequest request) => request.Values.All(AwsForm.Subnets).Count == 0;

    private static string Cli(EndpointRequest request)
    {
        var (service, values) = (request.Service, request.Values);
        var region = ShellText.Word(request.Region);
        var group = CreatesGroup(request)
            ? $"""
              # A security group that allows clients from these networks only.
              security_group=$(aws ec2 create-security-group \
                --region {region} \
                --vpc-id {ShellText.Word(values.One(AwsForm.Vpc))} \
                --group-name {ShellText.Word(GroupName(request))} \
                --description 'Clients of the private endpoint' \
                --query GroupId --output text)
              {string.Concat(Rules(request))}
              """
            : $"""
              # This group must allow your clients on port {string.Join(", ", service.Ports)}.
              security_group={ShellText.Word(values.One(AwsForm.SecurityGroup))}

              """;
        var permission = request.IsRemote ? "\n# The service is in another region. To run this you also need the permission vpce:AllowMultiRegion." : "";
        var serviceRegion = request.IsRemote ? $"\n  --service-region {ShellText.Word(service.Region)} \\" : "";
        var subnets = FindsSubnets(request) ? "$subnets" : ShellText.Words(values.All(AwsForm.Subnets));
        return $"""
            #!/usr/bin/env bash
            # Creates the VPC endpoint and prints its ID.{permission}
            set -euo pipefail

            {(FindsSubnets(request) ? Subnets(request) : "")}{group}
            aws ec2 create-vpc-endpoint \
              --region {region} \
              --vpc-endpoint-type Interface \
              --vpc-id {ShellText.Word(values.One(AwsForm.Vpc))} \
              --service-name {ShellText.Word(service.Alias)} \{serviceRegion}
              --subnet-ids {subnets} \
              --security-group-ids "$security_group" \
              --no-private-dns-enabled \
              --query VpcEndpoint.VpcEndpointId --output text

            """;
    }

    /// <summary>Lines of a zone ID and a subnet ID. The script uses the first line of each zone.</summary>
    private static string Subnets(EndpointRequest request)
    {
        var region = ShellText.Word(request.Region);
        var vpc = ShellText.Word($"Name=vpc-id,Values={request.Values.One(AwsForm.Vpc)}");
        var zones = request.ZoneIds is { } ids ? " " + ShellText.Word($"Name=availability-zone-id,Values={string.Join(',', ids)}") : "";
        // A Local Zone's ID has one more dash.
        var allowed = request.ZoneIds is null ? $"$1 ~ /^[a-z0-9]+-az[0-9]+$/ && $1 !~ /^({string.Join('|', AwsPastedZones.NotCrossRegion)})$/ && " : "";
        var which = request.ZoneIds is null ? "each zone in which AWS allows endpoints to another region" : request.EachZone;
        return $$"""
            # One subnet in {{which}}, looked up by zone ID. If there are several, the first.
            subnets=$(aws ec2 describe-subnets \
              --region {{region}} \
              --filters {{vpc}}{{zones}} \
              --query 'sort_by(Subnets,&SubnetId)[].[AvailabilityZoneId,SubnetId]' --output text |
              awk '{{allowed}}!seen[$1]++ { print $2 }')
            [ -n "$subnets" ] || { echo 'No subnet of the VPC is in a zone that the endpoint can be in.' >&2; exit 1; }


            """;
    }

    private static IEnumerable<string> Rules(EndpointRequest request) =>
        from port in request.Service.Ports
        from network in request.Values.Many(AwsForm.Clients)
        select $"""
            aws ec2 authorize-security-group-ingress \
              --region {ShellText.Word(request.Region)} \
              --group-id "$security_group" \
              --protocol tcp --port {port} --cidr {ShellText.Word(network)}

            """;

    private static IReadOnlyList<string> Console(EndpointRequest request)
    {
        var ports = string.Join(", ", request.Service.Ports);
        return
        [
            $"In the AWS console, switch to {request.Region} and open VPC > Endpoints > Create endpoint.",
            "As the type, choose \"Endpoint services that use NLBs and GWLBs\".",
            .. request.IsRemote ? [$"Tick \"Enable Cross Region endpoint\" and choose {request.Service.Region}. This needs the IAM permission vpce:AllowMultiRegion."] : Array.Empty<string>(),
            $"Paste the service name {request.Service.Alias} and choose \"Verify service\".",
            $"Choose the VPC {request.Values.One(AwsForm.Vpc)} and {SubnetsInConsole(request)}.",
            CreatesGroup(request)
                ? $"Choose a security group that lets in {string.Join(", ", request.Values.Many(AwsForm.Clients))} on TCP {ports}."
                : $"Choose the security group {request.Values.One(AwsForm.SecurityGroup)}. It must allow your clients on TCP {ports}.",
            "Leave \"Enable DNS name\" off for now, and create the endpoint.",
        ];
    }

    private static string SubnetsInConsole(EndpointRequest request) => FindsSubnets(request)
        ? request switch
        {
            { Zones: { Count: > 0 } zones } => $"a subnet in each of the zones {string.Join(", ", zones.Select(zone => zone.Label))}",
            { IsRemote: true } => "a subnet in each zone to use, preferably in two",
            _ => $"a subnet in each of the zones {string.Join(", ", request.Service.ZoneIds)}; the ID stands beside the zone's name",
        }
        : $"a subnet in each zone to use: {string.Join(", ", request.Values.All(AwsForm.Subnets))}";
}
