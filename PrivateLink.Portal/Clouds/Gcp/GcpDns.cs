using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Dns;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Gcp;

/// <summary>GCP: a private managed zone that is visible to the VPC network, with an A record.</summary>
internal sealed class GcpDns : IDnsRecipe
{
    public DnsPlan Plan(DnsRequest request) => new(
        DnsPlan.RecordsOf(request, "A", request.Address, DnsRequest.AddressStandIn, "Points your clients to the endpoint's address in your VPC network."),
        new Recipe(
            [
                new("gcloud", ArtefactLanguage.Shell, "create-dns.sh", Cli(request)),
                GcpTerraform.Dns(request.EndpointWithHosts),
            ],
            Console(request)),
        [.. DnsPlan.NotesOf(request), .. AutomaticName(request)]);

    /// <summary>The label before the service's domain is the endpoint's name, so there is no wildcard.</summary>
    private static IEnumerable<string> AutomaticName(DnsRequest request) => request.PrivateEndpoint.Service.PrivateDnsName is { } domain
        ? [$"GCP also makes the name {request.PrivateEndpoint.Values.One(GcpForm.EndpointName)}.{domain} in your network automatically. We do not protect this name unless we told you so."]
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
        {string.Concat(zone.Records.Select(record => CliRecord(values, zone, record)))}
        """;

    private static string CliRecord(FormValues values, PrivateZone zone, ZoneRecord record) =>
        $"""
        gcloud dns record-sets create {ShellText.Word(record.Name + ".")} \
          --project={ShellText.Word(values.One(GcpForm.Project))} \
          --zone={ShellText.Word(zone.Identifier)} \
          --type=A --ttl=300 --rrdatas="$address"

        """;

    private static IReadOnlyList<string> Console(DnsRequest request) =>
    [
        .. DnsPlan.ZonesOf(request).SelectMany(zone => zone.Records
            .Select(record => $"Add a record set {record.NameInConsole} of type A with the address {request.AddressOrStandIn}.")
            .Prepend($"In the Google Cloud console, open Network services > Cloud DNS and create a private zone with the DNS name {zone.Name}, visible to {request.PrivateEndpoint.Values.One(GcpForm.Network)}.")),
    ];
}
