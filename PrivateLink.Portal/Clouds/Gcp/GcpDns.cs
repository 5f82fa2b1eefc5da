using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Dns;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Gcp;

/// <summary>GCP: a private managed zone that the VPC network sees, with an A record.</summary>
internal sealed class GcpDns : IDnsRecipe
{
    public DnsPlan Plan(DnsRequest request) => new(
        [.. DnsPlan.ZonesOf(request).Select(zone => new DnsRecord(
            zone.RecordName, zone.Name, "A", request.AddressOrStandIn, "Leads your clients to the endpoint's address in your VPC network."))],
        new Recipe(
            [
                new("gcloud", ArtefactLanguage.Shell, "create-dns.sh", Cli(request)),
                new("Terraform", ArtefactLanguage.Hcl, "dns.tf", Terraform(request)),
            ],
            Console(request)),
        [.. DnsPlan.NotesOf(request), .. AutomaticName(request)]);

    /// <summary>The label in front of the service's domain is the endpoint's name, so there is no wildcard.</summary>
    private static IEnumerable<string> AutomaticName(DnsRequest request) => request.PrivateEndpoint.Service.PrivateDnsName is { } domain
        ? [$"GCP also makes the name {request.PrivateEndpoint.Values.One(GcpForm.EndpointName)}.{domain} in your network by itself. It is no protected host unless we have told you so."]
        : [];

    private static string Cli(DnsRequest request)
    {
        var values = request.PrivateEndpoint.Values;
        var address = request.Address is { } known
            ? $"address={ShellText.Word(known)}"
            : $"""
              address=$(gcloud compute addresses describe {ShellText.Word(GcpEndpointRecipe.AddressName(values))} \
                --project={ShellText.Word(values.One(GcpForm.Project))} --region={ShellText.Word(request.PrivateEndpoint.Region)} --format='value(address)')
              """;
        return $"""
            #!/usr/bin/env bash
            # Creates a private zone for each host, with the endpoint's address.
            set -euo pipefail

            {address}
            {string.Concat(DnsPlan.ZonesOf(request).Select(zone => CliZone(values, zone)))}
            """;
    }

    private static string CliZone(FormValues values, PrivateZone zone) =>
        $"""

        gcloud dns managed-zones create {ShellText.Word(zone.Identifier)} \
          --project={ShellText.Word(values.One(GcpForm.Project))} \
          --dns-name={ShellText.Word(zone.Name + ".")} \
          --visibility=private \
          --networks={ShellText.Word(values.One(GcpForm.Network))} \
          --description='Leads to the private endpoint'
        gcloud dns record-sets create {ShellText.Word(zone.RecordName + ".")} \
          --project={ShellText.Word(values.One(GcpForm.Project))} \
          --zone={ShellText.Word(zone.Identifier)} \
          --type=A --ttl=300 --rrdatas="$address"

        """;

    private static string Terraform(DnsRequest request)
    {
        var values = request.PrivateEndpoint.Values;
        return "# Beside endpoint.tf: add it once the endpoint is accepted.\n" + string.Join('\n', DnsPlan.ZonesOf(request).Select((zone, index) =>
            $$"""
            resource "google_dns_managed_zone" "host_{{index + 1}}" {
              name       = {{HclText.Quoted(zone.Identifier)}}
              project    = {{HclText.Quoted(values.One(GcpForm.Project))}}
              dns_name   = {{HclText.Quoted(zone.Name + ".")}}
              visibility = "private"

              private_visibility_config {
                networks {
                  network_url = {{HclText.Quoted(GcpEndpointRecipe.NetworkId(values))}}
                }
              }
            }

            resource "google_dns_record_set" "host_{{index + 1}}" {
              project      = {{HclText.Quoted(values.One(GcpForm.Project))}}
              managed_zone = google_dns_managed_zone.host_{{index + 1}}.name
              name         = {{HclText.Quoted(zone.RecordName + ".")}}
              type         = "A"
              ttl          = 300
              rrdatas      = [google_compute_address.private_link.address]
            }

            """));
    }

    private static IReadOnlyList<string> Console(DnsRequest request) =>
    [
        .. DnsPlan.ZonesOf(request).SelectMany(zone => new[]
        {
            $"In the Google Cloud console, open Network services > Cloud DNS and create a private zone with the DNS name {zone.Name}, visible to {request.PrivateEndpoint.Values.One(GcpForm.Network)}.",
            $"Add a record set {(zone.IsWildcard ? "named *" : "with an empty name")} of type A with the address {request.AddressOrStandIn}.",
        }),
    ];
}
