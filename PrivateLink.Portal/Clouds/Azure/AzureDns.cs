using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Dns;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Azure;

/// <summary>Azure: a private DNS zone, linked to the virtual network, with an A record.</summary>
internal sealed class AzureDns : IDnsRecipe
{
    public DnsPlan Plan(DnsRequest request) => new(
        [.. DnsPlan.ZonesOf(request).Select(zone => new DnsRecord(
            zone.RecordName, zone.Name, "A", request.AddressOrStandIn, "Leads your clients to the endpoint's address in your virtual network."))],
        new Recipe(
            [
                new("Azure CLI", ArtefactLanguage.Shell, "create-dns.sh", Cli(request)),
                new("Terraform", ArtefactLanguage.Hcl, "dns.tf", Terraform(request)),
            ],
            Console(request)),
        DnsPlan.NotesOf(request));

    private static string Cli(DnsRequest request)
    {
        var address = request.Address is { } known
            ? $"address={ShellText.Word(known)}"
            : $"address=$({AzureEndpointRecipe.Address(request.PrivateEndpoint).TrimEnd()})";
        return $"""
            #!/usr/bin/env bash
            # Creates a private zone for each host, with the endpoint's address.
            set -euo pipefail

            {address}
            {string.Concat(DnsPlan.ZonesOf(request).Select(zone => CliZone(request.PrivateEndpoint.Values, zone)))}
            """;
    }

    private static string CliZone(FormValues values, PrivateZone zone)
    {
        var place = $"--subscription {ShellText.Word(values.One(AzureForm.Subscription))} -g {ShellText.Word(values.One(AzureForm.ResourceGroup))}";
        return $"""

            az network private-dns zone create {place} -n {ShellText.Word(zone.Name)}
            az network private-dns link vnet create {place} -z {ShellText.Word(zone.Name)} \
              -n {ShellText.Word(zone.Identifier)} -v {ShellText.Word(AzureEndpointRecipe.NetworkId(values))} -e false
            az network private-dns record-set a add-record {place} -z {ShellText.Word(zone.Name)} \
              -n {ShellText.Word(zone.RelativeName)} -a "$address"

            """;
    }

    private static string Terraform(DnsRequest request)
    {
        var values = request.PrivateEndpoint.Values;
        return "# Beside endpoint.tf: add it once the endpoint is approved.\n" + string.Join('\n', DnsPlan.ZonesOf(request).Select((zone, index) =>
            $$"""
            resource "azurerm_private_dns_zone" "host_{{index + 1}}" {
              name                = {{HclText.Quoted(zone.Name)}}
              resource_group_name = {{HclText.Quoted(values.One(AzureForm.ResourceGroup))}}
            }

            resource "azurerm_private_dns_zone_virtual_network_link" "host_{{index + 1}}" {
              name                  = {{HclText.Quoted(zone.Identifier)}}
              resource_group_name   = {{HclText.Quoted(values.One(AzureForm.ResourceGroup))}}
              private_dns_zone_name = azurerm_private_dns_zone.host_{{index + 1}}.name
              virtual_network_id    = {{HclText.Quoted(AzureEndpointRecipe.NetworkId(values))}}
              registration_enabled  = false
            }

            resource "azurerm_private_dns_a_record" "host_{{index + 1}}" {
              name                = {{HclText.Quoted(zone.RelativeName)}}
              zone_name           = azurerm_private_dns_zone.host_{{index + 1}}.name
              resource_group_name = {{HclText.Quoted(values.One(AzureForm.ResourceGroup))}}
              ttl                 = 300
              records             = [azurerm_private_endpoint.private_link.private_service_connection[0].private_ip_address]
            }

            """));
    }

    private static IReadOnlyList<string> Console(DnsRequest request) =>
    [
        .. DnsPlan.ZonesOf(request).SelectMany(zone => new[]
        {
            $"In the Azure portal, create a private DNS zone named {zone.Name} in {request.PrivateEndpoint.Values.One(AzureForm.ResourceGroup)}.",
            $"Under Virtual network links, add {request.PrivateEndpoint.Values.One(AzureForm.VirtualNetwork)}, without auto registration.",
            $"Add a record set named {zone.RelativeName} of type A with the address {request.AddressOrStandIn}.",
        }),
    ];
}
