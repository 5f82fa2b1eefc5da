using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Dns;
using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Gcp;

/// <summary>The PSC endpoint and its DNS records in Terraform: one file if the service accepts automatically, otherwise two.</summary>
internal static class GcpTerraform
{
    private const string Tool = "Terraform";

    public static Artefact Endpoint(EndpointRequest request) => request.IsOneStep
        ? new(Tool, ArtefactLanguage.Hcl, "private-link.tf", HclLayout.Aligned("# Creates the endpoint and points its hosts to it.\n" + Text(request) + "\n" + Zones(request)))
        : new(Tool, ArtefactLanguage.Hcl, "endpoint.tf", HclLayout.Aligned("# Creates the endpoint. We accept it. Then add its DNS records.\n" + Text(request)));

    public static Artefact Dns(EndpointRequest request) => request.IsOneStep
        ? Endpoint(request)
        : new(Tool, ArtefactLanguage.Hcl, "dns.tf", HclLayout.Aligned("# Add this file next to endpoint.tf once the endpoint is accepted.\n" + Zones(request)));

    private static string Text(EndpointRequest request)
    {
        var values = request.Values;
        var address = values.Find(GcpForm.Address) is { } wanted ? $"\n  address = {HclText.Quoted(wanted)}" : "";
        var globalAccess = request.GlobalAccess ? "\n  allow_psc_global_access = true" : "";
        var subnet = $"projects/{values.One(GcpForm.Project)}/regions/{request.Region}/subnetworks/{values.One(GcpForm.Subnet)}";
        return $$"""
            # Use a separate folder, or remove the block terraform.
            terraform {
              required_version = ">= 1.3"

              required_providers {
                google = {
                  source = "hashicorp/google"
                  version = ">= 5.0, < 8.0"
                }
              }
            }

            resource "google_compute_address" "private_link" {
              name = {{HclText.Quoted(GcpEndpointRecipe.AddressName(values))}}
              project = {{HclText.Quoted(values.One(GcpForm.Project))}}
              region = {{HclText.Quoted(request.Region)}}
              subnetwork = {{HclText.Quoted(subnet)}}
              address_type = "INTERNAL"
              purpose = "GCE_ENDPOINT"{{address}}
            }

            resource "google_compute_forwarding_rule" "private_link" {
              name = {{HclText.Quoted(values.One(GcpForm.EndpointName))}}
              project = {{HclText.Quoted(values.One(GcpForm.Project))}}
              region = {{HclText.Quoted(request.Region)}}
              network = {{HclText.Quoted(GcpEndpointRecipe.NetworkId(values))}}
              ip_address = google_compute_address.private_link.self_link
              target = {{HclText.Quoted(request.Service.Alias)}}
              load_balancing_scheme = ""{{globalAccess}}
            }

            output "psc_connection_id" {
              value = google_compute_forwarding_rule.private_link.psc_connection_id
            }

            output "psc_address" {
              value = google_compute_address.private_link.address
            }

            """;
    }

    private static string Zones(EndpointRequest request) => string.Join('\n', PrivateZone.Of(request.Hosts).Select(zone =>
        $$"""
        resource "google_dns_managed_zone" "{{HostIdentifier.Terraform(zone.Name)}}" {
          name = {{HclText.Quoted(zone.Identifier)}}
          project = {{HclText.Quoted(request.Values.One(GcpForm.Project))}}
          dns_name = {{HclText.Quoted(zone.Name + ".")}}
          visibility = "private"

          private_visibility_config {
            networks {
              network_url = {{HclText.Quoted(GcpEndpointRecipe.NetworkId(request.Values))}}
            }
          }
        }
        {{string.Concat(zone.Records.Select(record => Record(request, record)))}}
        """));

    private static string Record(EndpointRequest request, ZoneRecord record) =>
        $$"""

        resource "google_dns_record_set" "{{HostIdentifier.Terraform(record.Name)}}" {
          project = {{HclText.Quoted(request.Values.One(GcpForm.Project))}}
          managed_zone = google_dns_managed_zone.{{HostIdentifier.Terraform(record.Zone)}}.name
          name = {{HclText.Quoted(record.Name + ".")}}
          type = "A"
          ttl = 300
          rrdatas = [google_compute_address.private_link.address]
        }

        """;
}
