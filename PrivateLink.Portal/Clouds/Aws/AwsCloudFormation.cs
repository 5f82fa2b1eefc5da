using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Dns;
using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Aws;

/// <summary>
/// The VPC endpoint and its DNS records in CloudFormation, always as one stack. The second template is the first one plus the records.
/// </summary>
internal static class AwsCloudFormation
{
    private const string Tool = "CloudFormation";

    public static Artefact Endpoint(EndpointRequest request) => request.IsOneStep
        ? new(Tool, ArtefactLanguage.Yaml, "private-link.yaml", Template(request))
        : new(Tool, ArtefactLanguage.Yaml, "endpoint.yaml", Template(request with { Hosts = [] }));

    public static Artefact Dns(EndpointRequest request) => request.IsOneStep
        ? Endpoint(request)
        : new(Tool, ArtefactLanguage.Yaml, "endpoint-with-dns.yaml", "# Once the endpoint is available, update the stack of endpoint.yaml with this file.\n" + Template(request));

    private static string Template(EndpointRequest request)
    {
        var (service, values) = (request.Service, request.Values);
        var isNamed = AwsPrivateDnsName.Fits(request);
        var permission = request.IsRemote ? "# The service is in another region. To create the stack you also need the permission vpce:AllowMultiRegion.\n" : "";
        var subnets = values.All(AwsForm.Subnets);
        var parameters = subnets.Count == 0
            ? $"""

              Parameters:
                SubnetIds:
                  Type: List<AWS::EC2::Subnet::Id>
                  Description: {YamlText.Quoted(SubnetWish(request))}
              """
            : "";
        var subnetIds = subnets.Count == 0 ? " !Ref SubnetIds" : string.Concat(subnets.Select(subnet => $"\n        - {YamlText.Quoted(subnet)}"));
        var serviceRegion = request.IsRemote ? $"\n      ServiceRegion: {YamlText.Quoted(service.Region)}" : "";
        var group = AwsEndpointRecipe.CreatesGroup(request) ? "!GetAtt SecurityGroup.GroupId" : YamlText.Quoted(values.One(AwsForm.SecurityGroup));
        return $"""
            {permission}AWSTemplateFormatVersion: "2010-09-09"
            Description: {YamlText.Quoted($"VPC endpoint in {request.Region}")}{parameters}
            Resources:{Group(request)}
              VpcEndpoint:
                Type: AWS::EC2::VPCEndpoint
                Properties:
                  VpcEndpointType: Interface
                  ServiceName: {YamlText.Quoted(service.Alias)}{serviceRegion}
                  VpcId: {YamlText.Quoted(values.One(AwsForm.Vpc))}
                  SubnetIds:{subnetIds}
                  SecurityGroupIds:
                    - {group}
                  PrivateDnsEnabled: {(isNamed ? "true" : "false")}
            {(isNamed ? "" : string.Concat(PrivateZone.Of(request.Hosts).Select(zone => Zone(request, zone))))}Outputs:
              VpcEndpointId:
                Value: !Ref VpcEndpoint

            """;
    }

    private static string SubnetWish(EndpointRequest request) => request.ZoneIds is { } zones
        ? $"Subnets of {request.Values.One(AwsForm.Vpc)}, one in each of the zones with the IDs {string.Join(", ", zones)}"
        : $"Subnets of {request.Values.One(AwsForm.Vpc)}, at most one in a zone, preferably in two zones";

    private static string Group(EndpointRequest request) => AwsEndpointRecipe.CreatesGroup(request)
        ? $"""

            SecurityGroup:
              Type: AWS::EC2::SecurityGroup
              Properties:
                GroupDescription: Clients of the private endpoint
                VpcId: {YamlText.Quoted(request.Values.One(AwsForm.Vpc))}
                SecurityGroupIngress:
          {string.Concat(request.Service.Ports.SelectMany(port => request.Values.Many(AwsForm.Clients).Select(network => Rule(port, network)))).TrimEnd('\n')}
          """
        : "";

    private static string Rule(int port, string network) =>
        $"""
                - IpProtocol: tcp
                  FromPort: {port}
                  ToPort: {port}
                  CidrIp: {YamlText.Quoted(network)}

        """;

    private static string Zone(EndpointRequest request, PrivateZone zone) =>
        $"""
          Zone{HostIdentifier.CloudFormation(zone.Name)}:
            Type: AWS::Route53::HostedZone
            Properties:
              Name: {YamlText.Quoted(zone.Name)}
              VPCs:
                - VPCId: {YamlText.Quoted(request.Values.One(AwsForm.Vpc))}
                  VPCRegion: {YamlText.Quoted(request.Region)}
        {string.Concat(zone.Records.Select(Record))}
        """;

    /// <summary>A DNS entry of the endpoint is its hosted zone and its name, separated by a colon. The first entry is the regional one.</summary>
    private static string Record(ZoneRecord record) =>
        $"""
          Record{HostIdentifier.CloudFormation(record.Name)}:
            Type: AWS::Route53::RecordSet
            Properties:
              HostedZoneId: !Ref Zone{HostIdentifier.CloudFormation(record.Zone)}
              Name: {YamlText.Quoted(record.Name)}
              Type: A
              AliasTarget:
                HostedZoneId: !Select [0, !Split [":", !Select [0, !GetAtt VpcEndpoint.DnsEntries]]]
                DNSName: !Select [1, !Split [":", !Select [0, !GetAtt VpcEndpoint.DnsEntries]]]
                EvaluateTargetHealth: false

        """;
}
