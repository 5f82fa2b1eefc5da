using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Dns;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Azure;

/// <summary>
/// The private endpoint and its DNS records in Bicep. There are two files, because an endpoint that connects by alias waits for approval.
/// </summary>
internal static class AzureBicep
{
    private const string Tool = "Bicep";

    public static Artefact Endpoint(EndpointRequest request)
    {
        var values = request.Values;
        return new(Tool, ArtefactLanguage.Bicep, "endpoint.bicep",
            $$"""
            // Deploy it into the resource group {{OneLine.Of(values.One(AzureForm.ResourceGroup))}}. We approve the endpoint, then its DNS records follow.
            resource privateEndpoint 'Microsoft.Network/privateEndpoints@2023-11-01' = {
              name: {{BicepText.Quoted(values.One(AzureForm.EndpointName))}}
              location: {{BicepText.Quoted(request.Region)}}
              properties: {
                customNetworkInterfaceName: {{BicepText.Quoted(AzureEndpointRecipe.InterfaceName(values))}}
                subnet: {
                  id: {{BicepText.Quoted(AzureEndpointRecipe.SubnetId(values))}}
                }
                manualPrivateLinkServiceConnections: [
                  {
                    name: {{BicepText.Quoted(values.One(AzureForm.EndpointName))}}
                    properties: {
                      privateLinkServiceId: {{BicepText.Quoted(request.Service.Alias)}}
                      requestMessage: {{BicepText.Quoted(request.Reference)}}
                    }
                  }
                ]
              }
            }

            output networkInterfaceId string = privateEndpoint.properties.networkInterfaces[0].id

            """);
    }

    public static Artefact Dns(DnsRequest request)
    {
        var values = request.PrivateEndpoint.Values;
        return new(Tool, ArtefactLanguage.Bicep, "dns.bicep",
            $"""
            // Deploy it into the resource group {OneLine.Of(values.One(AzureForm.ResourceGroup))}, once the endpoint is approved.
            {Address(request)}{string.Concat(DnsPlan.ZonesOf(request).Select(zone => Zone(values, zone)))}
            """);
    }

    /// <summary>The address as entered, or as read from the endpoint's network interface.</summary>
    private static string Address(DnsRequest request) => request.Address is { } address
        ? $"""
          var address = {BicepText.Quoted(address)}

          """
        : $$"""
          resource networkInterface 'Microsoft.Network/networkInterfaces@2023-11-01' existing = {
            name: {{BicepText.Quoted(AzureEndpointRecipe.InterfaceName(request.PrivateEndpoint.Values))}}
          }

          var address = networkInterface.properties.ipConfigurations[0].properties.privateIPAddress

          """;

    private static string Zone(FormValues values, PrivateZone zone)
    {
        var name = HostIdentifier.Bicep(zone.Name);
        return $$"""

            resource zone_{{name}} 'Microsoft.Network/privateDnsZones@2020-06-01' = {
              name: {{BicepText.Quoted(zone.Name)}}
              location: 'global'
            }

            resource network_{{name}} 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = {
              parent: zone_{{name}}
              name: {{BicepText.Quoted(zone.Identifier)}}
              location: 'global'
              properties: {
                registrationEnabled: false
                virtualNetwork: {
                  id: {{BicepText.Quoted(AzureEndpointRecipe.NetworkId(values))}}
                }
              }
            }
            {{string.Concat(zone.Records.Select(Record))}}
            """;
    }

    private static string Record(ZoneRecord record) =>
        $$"""

        resource record_{{HostIdentifier.Bicep(record.Name)}} 'Microsoft.Network/privateDnsZones/A@2020-06-01' = {
          parent: zone_{{HostIdentifier.Bicep(record.Zone)}}
          name: {{BicepText.Quoted(record.RelativeName)}}
          properties: {
            ttl: 300
            aRecords: [
              {
                ipv4Address: address
              }
            ]
          }
        }

        """;
}
