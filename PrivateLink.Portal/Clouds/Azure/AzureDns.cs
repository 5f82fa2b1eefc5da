using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Dns;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Azure;

/// <summary>Azure: a private DNS zone, linked to the virtual network, with an A record.</summary>
internal sealed class AzureDns : IDnsRecipe
{
    public DnsPlan Plan(DnsRequest request) => new(
        DnsPlan.RecordsOf(request, "A", request.Address, DnsRequest.AddressStandIn, "Points your clients to the endpoint's address in your virtual network."),
        new Recipe(
            [
                new("Azure CLI", ArtefactLanguage.Shell, "create-dns.sh", Cli(request)),
                AzureBicep.Dns(request),
                AzureTerraform.Dns(request.EndpointWithHosts),
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
            {string.Concat(zone.Records.Select(record => CliRecord(place, record)))}
            """;
    }

    private static string CliRecord(string place, ZoneRecord record) =>
        $"""
        az network private-dns record-set a add-record {place} -z {ShellText.Word(record.Zone)} \
          -n {ShellText.Word(record.RelativeName)} -a "$address"

        """;

    private static IReadOnlyList<string> Console(DnsRequest request) =>
    [
        .. DnsPlan.ZonesOf(request).SelectMany(zone => zone.Records
            .Select(record => $"Add a record set named {record.RelativeName} of type A with the address {request.AddressOrStandIn}.")
            .Prepend($"Under Virtual network links, add {request.PrivateEndpoint.Values.One(AzureForm.VirtualNetwork)}, without auto registration.")
            .Prepend($"In the Azure portal, create a private DNS zone named {zone.Name} in {request.PrivateEndpoint.Values.One(AzureForm.ResourceGroup)}.")),
    ];
}
