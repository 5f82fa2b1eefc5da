using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Dns;
using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Azure;

/// <summary>
/// The private endpoint and its DNS records in Terraform. There are two files, because an endpoint that connects by alias waits for approval.
/// </summary>
internal static class AzureTerraform
{
    private const string Tool = "Terraform";

    public static Artefact Endpoint(EndpointRequest request)
    {
        var values = request.Values;
        return new(Tool, ArtefactLanguage.Hcl, "endpoint.tf", HclLayout.Aligned(
            $$"""
            # Creates the endpoint. We approve it. Then add its DNS records.
            # Use a separate folder, or remove the blocks terraform and provider.
            terraform {
              required_version = ">= 1.3"

              required_providers {
                azurerm = {
                  source = "hashicorp/azurerm"
                  version = "~> 4.0"
                }
              }
            }

            provider "azurerm" {
              subscription_id = {{HclText.Quoted(values.One(AzureForm.Subscription))}}

              features {}
            }

            resource "azurerm_private_endpoint" "private_link" {
              name = {{HclText.Quoted(values.One(AzureForm.EndpointName))}}
              location = {{HclText.Quoted(request.Region)}}
              resource_group_name = {{HclText.Quoted(values.One(AzureForm.ResourceGroup))}}
              subnet_id = {{HclText.Quoted(AzureEndpointRecipe.SubnetId(values))}}

              private_service_connection {
                name = {{HclText.Quoted(values.One(AzureForm.EndpointName))}}
                private_connection_resource_alias = {{HclText.Quoted(request.Service.Alias)}}
                is_manual_connection = true
                request_message = {{HclText.Quoted(request.Reference)}}
              }
            }

            output "private_endpoint_address" {
              value = azurerm_private_endpoint.private_link.private_service_connection[0].private_ip_address
            }

            """));
    }

    public static Artefact Dns(EndpointRequest request) => new(Tool, ArtefactLanguage.Hcl, "dns.tf", HclLayout.Aligned(
        "# Add this file next to endpoint.tf once the endpoint is approved.\n" + string.Join('\n', PrivateZone.Of(request.Hosts).Select(zone => Zone(request, zone)))));

    private static string Zone(EndpointRequest request, PrivateZone zone)
    {
        var (label, values) = (HostIdentifier.Terraform(zone.Name), request.Values);
        return $$"""
            resource "azurerm_private_dns_zone" "{{label}}" {
              name = {{HclText.Quoted(zone.Name)}}
              resource_group_name = {{HclText.Quoted(values.One(AzureForm.ResourceGroup))}}
            }

            resource "azurerm_private_dns_zone_virtual_network_link" "{{label}}" {
              name = {{HclText.Quoted(zone.Identifier)}}
              resource_group_name = {{HclText.Quoted(values.One(AzureForm.ResourceGroup))}}
              private_dns_zone_name = azurerm_private_dns_zone.{{label}}.name
              virtual_network_id = {{HclText.Quoted(AzureEndpointRecipe.NetworkId(values))}}
              registration_enabled = false
            }
            {{string.Concat(zone.Records.Select(record => Record(request, record)))}}
            """;
    }

    private static string Record(EndpointRequest request, ZoneRecord record) =>
        $$"""

        resource "azurerm_private_dns_a_record" "{{HostIdentifier.Terraform(record.Name)}}" {
          name = {{HclText.Quoted(record.RelativeName)}}
          zone_name = azurerm_private_dns_zone.{{HostIdentifier.Terraform(record.Zone)}}.name
          resource_group_name = {{HclText.Quoted(request.Values.One(AzureForm.ResourceGroup))}}
          ttl = 300
          records = [azurerm_private_endpoint.private_link.private_service_connection[0].private_ip_address]
        }

        """;
}
