using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Dns;
using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Alibaba;

/// <summary>The endpoint and its DNS records in Terraform: one file if the service accepts automatically, otherwise two.</summary>
internal static class AlibabaTerraform
{
    private const string Tool = "Terraform";

    public static Artefact Endpoint(EndpointRequest request) => request.IsOneStep
        ? new(Tool, ArtefactLanguage.Hcl, "private-link.tf", HclLayout.Aligned("# Creates the endpoint and points its hosts to it.\n" + Text(request) + "\n" + Zones(request)))
        : new(Tool, ArtefactLanguage.Hcl, "endpoint.tf", HclLayout.Aligned("# Creates the endpoint. We accept it. Then add its DNS records.\n" + Text(request)));

    public static Artefact Dns(EndpointRequest request) => request.IsOneStep
        ? Endpoint(request)
        : new(Tool, ArtefactLanguage.Hcl, "dns.tf", HclLayout.Aligned("# Add this file next to endpoint.tf once the endpoint is connected.\n" + Zones(request)));

    private static string Text(EndpointRequest request)
    {
        var values = request.Values;
        var remote = request.IsRemote ? "# The service is in another region. Check that your provider version can create such endpoints.\n" : "";
        return $$"""
            # Use a separate folder, or remove the blocks terraform and provider.
            {{remote}}terraform {
              required_version = ">= 1.3"

              required_providers {
                alicloud = {
                  source = "aliyun/alicloud"
                  version = "~> 1.212"
                }
              }
            }

            provider "alicloud" {
              region = {{HclText.Quoted(request.Region)}}
            }

            {{VSwitches(request)}}
            resource "alicloud_privatelink_vpc_endpoint" "private_link" {
              endpoint_type = "Interface"
              vpc_endpoint_name = {{HclText.Quoted(values.One(AlibabaForm.EndpointName))}}
              endpoint_description = {{HclText.Quoted(request.Reference)}}
              vpc_id = {{HclText.Quoted(values.One(AlibabaForm.Vpc))}}
              service_name = {{HclText.Quoted(request.Service.Alias)}}
              security_group_ids = {{HclText.List(values.Many(AlibabaForm.SecurityGroup))}}
            {{(AlibabaEndpointRecipe.Places(request).Count == 0 ? Precondition : "")}}}

            resource "alicloud_privatelink_vpc_endpoint_zone" "private_link" {
              for_each = local.private_link_vswitches

              endpoint_id = alicloud_privatelink_vpc_endpoint.private_link.id
              zone_id = each.key
              vswitch_id = each.value
            }

            output "endpoint_id" {
              value = alicloud_privatelink_vpc_endpoint.private_link.id
            }

            output "endpoint_domain" {
              value = alicloud_privatelink_vpc_endpoint.private_link.endpoint_domain
            }

            """;
    }

    private const string Precondition =
        """

          lifecycle {
            precondition {
              condition = length(local.private_link_vswitches) > 0
              error_message = "No vSwitch of the VPC is in a zone that the endpoint can be in."
            }
          }

        """;

    /// <summary>Keyed by zone name and not by position, so that a new zone does not change the others.</summary>
    private static string VSwitches(EndpointRequest request)
    {
        if (AlibabaEndpointRecipe.Places(request) is { Count: > 0 } places)
            return $$"""
                # A vSwitch for each zone.
                locals {
                  private_link_vswitches = {
                {{string.Join('\n', places.Select(place => $"    {HclText.Quoted(place.Zone)} = {HclText.Quoted(place.VSwitch)}"))}}
                  }
                }

                """;
        var which = request.ZoneIds is null ? "in each of its zones" : $"in {request.EachZone}";
        var condition = request.ZoneIds is { } ids ? $" if contains({HclText.List(ids)}, zone)" : "";
        return $$"""
            # The VPC's vSwitches, looked up by zone.
            data "alicloud_vswitches" "private_link" {
              vpc_id = {{HclText.Quoted(request.Values.One(AlibabaForm.Vpc))}}
            }

            # One {{which}}: the first by ID. To choose others, write your own map.
            locals {
              private_link_vpc_zones = { for vswitch in data.alicloud_vswitches.private_link.vswitches : vswitch.zone_id => vswitch.id... }
              private_link_vswitches = { for zone, ids in local.private_link_vpc_zones : zone => sort(ids)[0]{{condition}} }
            }

            """;
    }

    private static string Zones(EndpointRequest request) => string.Join('\n', PrivateZone.Of(request.Hosts).Select(zone =>
        $$"""
        resource "alicloud_pvtz_zone" "{{HostIdentifier.Terraform(zone.Name)}}" {
          zone_name = {{HclText.Quoted(zone.Name)}}
        }

        resource "alicloud_pvtz_zone_attachment" "{{HostIdentifier.Terraform(zone.Name)}}" {
          zone_id = alicloud_pvtz_zone.{{HostIdentifier.Terraform(zone.Name)}}.id
          vpc_ids = [{{HclText.Quoted(request.Values.One(AlibabaForm.Vpc))}}]
        }
        {{string.Concat(zone.Records.Select(Record))}}
        """));

    private static string Record(ZoneRecord record) =>
        $$"""

        resource "alicloud_pvtz_zone_record" "{{HostIdentifier.Terraform(record.Name)}}" {
          for_each = alicloud_privatelink_vpc_endpoint_zone.private_link

          zone_id = alicloud_pvtz_zone.{{HostIdentifier.Terraform(record.Zone)}}.id
          rr = {{HclText.Quoted(record.RelativeName)}}
          type = "A"
          value = each.value.eni_ip
          ttl = 60
        }

        """;
}
