using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Dns;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Aws;

/// <summary>The VPC endpoint and its DNS records in Terraform: one file if the service accepts automatically, otherwise two.</summary>
internal static class AwsTerraform
{
    private const string Tool = "Terraform";

    public static Artefact Endpoint(EndpointRequest request) => request.IsOneStep ? Whole(request) : EndpointAlone(request, privateDns: false);

    public static Artefact Dns(EndpointRequest request)
    {
        if (request.IsOneStep) return Whole(request);
        return AwsPrivateDnsName.Fits(request)
            ? EndpointAlone(request, privateDns: true)
            : new(Tool, ArtefactLanguage.Hcl, "dns.tf", HclLayout.Aligned("# Add this file next to endpoint.tf once the endpoint is available.\n" + Zones(request)));
    }

    private static Artefact Whole(EndpointRequest request)
    {
        var isNamed = AwsPrivateDnsName.Fits(request);
        var records = isNamed ? "" : "\n" + Zones(request);
        return new(Tool, ArtefactLanguage.Hcl, "private-link.tf", HclLayout.Aligned(
            "# Creates the endpoint and points its hosts to it.\n" + Text(request, isNamed) + records));
    }

    private static Artefact EndpointAlone(EndpointRequest request, bool privateDns) => new(Tool, ArtefactLanguage.Hcl, "endpoint.tf", HclLayout.Aligned(
        (privateDns ? "# Replaces endpoint.tf once the endpoint is available: private_dns_enabled is now true.\n" : "# Creates the endpoint. We accept it. Then add its DNS records.\n")
        + Text(request, privateDns)));

    private static string Text(EndpointRequest request, bool privateDns)
    {
        var (service, values) = (request.Service, request.Values);
        var permission = request.IsRemote ? "# The service is in another region. To apply this you also need the permission vpce:AllowMultiRegion.\n" : "";
        var serviceRegion = request.IsRemote ? $"\n  service_region = {HclText.Quoted(service.Region)}" : "";
        return $$"""
            # Use a separate folder, or remove the blocks terraform and provider.
            {{permission}}terraform {
              required_version = ">= 1.3"

              required_providers {
                aws = {
                  source = "hashicorp/aws"
                  version = ">= 5.83, < 7.0"
                }
              }
            }

            provider "aws" {
              region = {{HclText.Quoted(request.Region)}}
            }
            {{Subnets(request)}}{{Group(request)}}
            resource "aws_vpc_endpoint" "private_link" {
              vpc_endpoint_type = "Interface"
              vpc_id = {{HclText.Quoted(values.One(AwsForm.Vpc))}}
              service_name = {{HclText.Quoted(service.Alias)}}{{serviceRegion}}
              subnet_ids = {{(FindsSubnets(request) ? "local.private_link_subnets" : HclText.List(values.All(AwsForm.Subnets)))}}
              security_group_ids = {{(AwsEndpointRecipe.CreatesGroup(request) ? "[aws_security_group.private_link.id]" : HclText.List(values.All(AwsForm.SecurityGroup)))}}
              private_dns_enabled = {{(privateDns ? "true" : "false")}}
            {{(FindsSubnets(request) ? Precondition : "")}}}

            output "vpc_endpoint_id" {
              value = aws_vpc_endpoint.private_link.id
            }

            output "vpc_endpoint_dns_name" {
              value = aws_vpc_endpoint.private_link.dns_entry[0].dns_name
            }

            """;
    }

    private const string Precondition =
        """

          lifecycle {
            precondition {
              condition = length(local.private_link_subnets) > 0
              error_message = "No subnet of the VPC is in a zone that the endpoint can be in."
            }
          }

        """;

    private static bool FindsSubnets(EndpointRequest request) => request.Values.All(AwsForm.Subnets).Count == 0;

    /// <summary>Finds subnets by zone ID, because zone names differ between accounts. The customer does not need to look up a subnet.</summary>
    private static string Subnets(EndpointRequest request)
    {
        if (!FindsSubnets(request)) return "";
        var zones = request.ZoneIds is null
            ? $$"""

              # Every zone of the region in which AWS allows endpoints to another region.
              data "aws_availability_zones" "private_link" {
                state = "available"
                exclude_zone_ids = {{HclText.List(AwsPastedZones.NotCrossRegion)}}

                filter {
                  name = "zone-type"
                  values = ["availability-zone"]
                }
              }

              """
            : "";
        var ids = request.ZoneIds is { } chosen ? HclText.List(chosen) : "data.aws_availability_zones.private_link.zone_ids";
        return $$"""
            {{zones}}
            # The subnets of the VPC in {{(request.ZoneIds is null ? "each of these zones" : request.EachZone)}}, found by the zone's ID.
            data "aws_subnets" "private_link" {
              for_each = toset({{ids}})

              filter {
                name = "vpc-id"
                values = [{{HclText.Quoted(request.Values.One(AwsForm.Vpc))}}]
              }

              filter {
                name = "availability-zone-id"
                values = [each.key]
              }
            }

            # An endpoint takes one subnet in each zone: here the first by ID. To choose others, write your own list.
            locals {
              private_link_subnets = [for zone in data.aws_subnets.private_link : sort(zone.ids)[0] if length(zone.ids) > 0]
            }

            """;
    }

    private static string Group(EndpointRequest request) => AwsEndpointRecipe.CreatesGroup(request)
        ? $$"""

          # Allows clients from these networks only.
          resource "aws_security_group" "private_link" {
            name = {{HclText.Quoted(AwsEndpointRecipe.GroupName(request))}}
            description = "Clients of the private endpoint"
            vpc_id = {{HclText.Quoted(request.Values.One(AwsForm.Vpc))}}
          {{string.Concat(request.Service.Ports.Select(port => Ingress(port, request.Values)))}}}

          """
        : "";

    private static string Ingress(int port, FormValues values) =>
        $$"""

          ingress {
            description = "TLS to the private endpoint"
            from_port = {{port}}
            to_port = {{port}}
            protocol = "tcp"
            cidr_blocks = {{HclText.List(values.Many(AwsForm.Clients))}}
          }

        """;

    private static string Zones(EndpointRequest request) => string.Join('\n', PrivateZone.Of(request.Hosts).Select(zone =>
        $$"""
        resource "aws_route53_zone" "{{HostIdentifier.Terraform(zone.Name)}}" {
          name = {{HclText.Quoted(zone.Name)}}

          vpc {
            vpc_id = {{HclText.Quoted(request.Values.One(AwsForm.Vpc))}}
            vpc_region = {{HclText.Quoted(request.Region)}}
          }
        }
        {{string.Concat(zone.Records.Select(Record))}}
        """));

    private static string Record(ZoneRecord record) =>
        $$"""

        resource "aws_route53_record" "{{HostIdentifier.Terraform(record.Name)}}" {
          zone_id = aws_route53_zone.{{HostIdentifier.Terraform(record.Zone)}}.zone_id
          name = {{HclText.Quoted(record.Name)}}
          type = "A"

          alias {
            name = aws_vpc_endpoint.private_link.dns_entry[0].dns_name
            zone_id = aws_vpc_endpoint.private_link.dns_entry[0].hosted_zone_id
            evaluate_target_health = false
          }
        }

        """;
}
