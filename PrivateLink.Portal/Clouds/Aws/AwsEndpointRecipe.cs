using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Aws;

/// <summary>Creates a VPC endpoint.</summary>
internal sealed class AwsEndpointRecipe : IEndpointRecipe
{
    public Recipe Create(EndpointRequest request) => new(
        [
            new("AWS CLI", ArtefactLanguage.Shell, "create-endpoint.sh", Cli(request)),
            new("Terraform", ArtefactLanguage.Hcl, "endpoint.tf", Terraform(request)),
            new("CloudFormation", ArtefactLanguage.Yaml, "endpoint.yaml", CloudFormation(request)),
        ],
        Console(request));

    public string? NoticeOf(string reference) => null;

    /// <summary>Prints the endpoint's ID, state and DNS name.</summary>
    public string ReadBack(EndpointRequest request) =>
        $$"""
        aws ec2 describe-vpc-endpoints \
          --region {{ShellText.Word(request.Region)}} \
          --filters {{ShellText.Word($"Name=service-name,Values={request.Service.Alias}")}} \
          --query 'VpcEndpoints[].{Id:VpcEndpointId,State:State,Dns:DnsEntries[0].DnsName,Zone:DnsEntries[0].HostedZoneId}'

        """;

    private static bool IsRemote(EndpointRequest request) => request.Region != request.Service.Region;

    private static bool CreatesGroup(EndpointRequest request) => request.Values.Find(AwsForm.SecurityGroup) is null;

    private static string GroupName(EndpointRequest request) => $"{request.Reference}-clients";

    private static string Cli(EndpointRequest request)
    {
        var (service, values) = (request.Service, request.Values);
        var region = ShellText.Word(request.Region);
        var group = CreatesGroup(request)
            ? $"""
              # A security group that lets your clients in.
              security_group=$(aws ec2 create-security-group \
                --region {region} \
                --vpc-id {ShellText.Word(values.One(AwsForm.Vpc))} \
                --group-name {ShellText.Word(GroupName(request))} \
                --description 'Clients of the private endpoint' \
                --query GroupId --output text)
              {string.Concat(Rules(request))}
              """
            : $"""
              # This group must let your clients in on {string.Join(", ", service.Ports)}.
              security_group={ShellText.Word(values.One(AwsForm.SecurityGroup))}

              """;
        var serviceRegion = IsRemote(request) ? $"\n  --service-region {ShellText.Word(service.Region)} \\" : "";
        return $"""
            #!/usr/bin/env bash
            # Creates the VPC endpoint and prints its ID.
            set -euo pipefail

            {group}
            aws ec2 create-vpc-endpoint \
              --region {region} \
              --vpc-endpoint-type Interface \
              --vpc-id {ShellText.Word(values.One(AwsForm.Vpc))} \
              --service-name {ShellText.Word(service.Alias)} \{serviceRegion}
              --subnet-ids {ShellText.Words(values.Many(AwsForm.Subnets))} \
              --security-group-ids "$security_group" \
              --no-private-dns-enabled \
              --query VpcEndpoint.VpcEndpointId --output text

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

    private static string Terraform(EndpointRequest request)
    {
        var (service, values) = (request.Service, request.Values);
        var serviceRegion = IsRemote(request) ? $"\n  service_region      = {HclText.Quoted(service.Region)}" : "";
        var groups = CreatesGroup(request) ? "[aws_security_group.private_link.id]" : HclText.List(values.Many(AwsForm.SecurityGroup));
        var group = CreatesGroup(request)
            ? $$"""
              resource "aws_security_group" "private_link" {
                name        = {{HclText.Quoted(GroupName(request))}}
                description = "Clients of the private endpoint"
                vpc_id      = {{HclText.Quoted(values.One(AwsForm.Vpc))}}
              {{string.Concat(service.Ports.Select(port => Ingress(port, values)))}}}


              """
            : "";
        return $$"""
            # Use it with a provider for {{OneLine.Of(request.Region)}}.
            {{group}}resource "aws_vpc_endpoint" "private_link" {
              vpc_endpoint_type   = "Interface"
              vpc_id              = {{HclText.Quoted(values.One(AwsForm.Vpc))}}
              service_name        = {{HclText.Quoted(service.Alias)}}{{serviceRegion}}
              subnet_ids          = {{HclText.List(values.Many(AwsForm.Subnets))}}
              security_group_ids  = {{groups}}
              private_dns_enabled = false
            }

            output "vpc_endpoint_id" {
              value = aws_vpc_endpoint.private_link.id
            }

            output "vpc_endpoint_dns_name" {
              value = aws_vpc_endpoint.private_link.dns_entry[0].dns_name
            }

            """;
    }

    private static string Ingress(int port, FormValues values) =>
        $$"""

          ingress {
            description = "TLS to the private endpoint"
            from_port   = {{port}}
            to_port     = {{port}}
            protocol    = "tcp"
            cidr_blocks = {{HclText.List(values.Many(AwsForm.Clients))}}
          }

        """;

    private static string CloudFormation(EndpointRequest request)
    {
        var (service, values) = (request.Service, request.Values);
        var group = CreatesGroup(request)
            ? $"""

                SecurityGroup:
                  Type: AWS::EC2::SecurityGroup
                  Properties:
                    GroupDescription: Clients of the private endpoint
                    VpcId: {YamlText.Quoted(values.One(AwsForm.Vpc))}
                    SecurityGroupIngress:
              {string.Concat(service.Ports.SelectMany(port => values.Many(AwsForm.Clients).Select(network => CloudFormationRule(port, network)))).TrimEnd('\n')}
              """
            : "";
        var groups = CreatesGroup(request) ? "!GetAtt SecurityGroup.GroupId" : YamlText.Quoted(values.One(AwsForm.SecurityGroup));
        var serviceRegion = IsRemote(request)
            ? $"\n      # Check that your CloudFormation knows this property; the AWS CLI and Terraform do.\n      ServiceRegion: {YamlText.Quoted(service.Region)}"
            : "";
        return $"""
            AWSTemplateFormatVersion: "2010-09-09"
            Description: {YamlText.Quoted($"VPC endpoint in {request.Region}")}
            Resources:{group}
              VpcEndpoint:
                Type: AWS::EC2::VPCEndpoint
                Properties:
                  VpcEndpointType: Interface
                  ServiceName: {YamlText.Quoted(service.Alias)}{serviceRegion}
                  VpcId: {YamlText.Quoted(values.One(AwsForm.Vpc))}
                  SubnetIds:
            {string.Concat(values.Many(AwsForm.Subnets).Select(subnet => $"        - {YamlText.Quoted(subnet)}\n"))}      SecurityGroupIds:
                    - {groups}
                  PrivateDnsEnabled: false
            Outputs:
              VpcEndpointId:
                Value: !Ref VpcEndpoint

            """;
    }

    private static string CloudFormationRule(int port, string network) =>
        $"""
                - IpProtocol: tcp
                  FromPort: {port}
                  ToPort: {port}
                  CidrIp: {YamlText.Quoted(network)}

        """;

    private static IReadOnlyList<string> Console(EndpointRequest request) =>
    [
        $"In the AWS console, switch to {request.Region} and open VPC > Endpoints > Create endpoint.",
        "As type choose \"Endpoint services that use NLBs and GWLBs\".",
        .. IsRemote(request) ? [$"Tick \"Enable Cross Region endpoint\" and choose {request.Service.Region}."] : Array.Empty<string>(),
        $"Paste the service name {request.Service.Alias} and choose \"Verify service\".",
        $"Choose the VPC {request.Values.One(AwsForm.Vpc)} and a subnet in each zone to use: {string.Join(", ", request.Values.Many(AwsForm.Subnets))}.",
        CreatesGroup(request)
            ? $"Choose a security group that lets your clients in on TCP {string.Join(", ", request.Service.Ports)}."
            : $"Choose the security group {request.Values.One(AwsForm.SecurityGroup)}. It must let your clients in on TCP {string.Join(", ", request.Service.Ports)}.",
        "Leave \"Enable DNS name\" off for now, and create the endpoint.",
    ];
}
