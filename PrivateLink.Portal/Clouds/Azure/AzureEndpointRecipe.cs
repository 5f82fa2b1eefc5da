using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Azure;

/// <summary>Creates a private endpoint. One that connects by alias always waits for the provider's approval.</summary>
internal sealed class AzureEndpointRecipe : IEndpointRecipe
{
    public Recipe Create(EndpointRequest request) => new(
        [
            new("Azure CLI", ArtefactLanguage.Shell, "create-endpoint.sh", Cli(request)),
            new("Bicep", ArtefactLanguage.Bicep, "endpoint.bicep", Bicep(request)),
            new("Terraform", ArtefactLanguage.Hcl, "endpoint.tf", Terraform(request)),
        ],
        Console(request));

    public string? NoticeOf(string reference) =>
        $"An endpoint that connects by alias stays Pending until we approve it. We recognise yours by the request message {reference}.";

    /// <summary>Prints the endpoint's status and its address.</summary>
    public string ReadBack(EndpointRequest request) =>
        $$"""
        az network private-endpoint show \
          --subscription {{ShellText.Word(request.Values.One(AzureForm.Subscription))}} \
          -g {{ShellText.Word(request.Values.One(AzureForm.ResourceGroup))}} \
          -n {{ShellText.Word(request.Values.One(AzureForm.EndpointName))}} \
          --query '{id:id,status:manualPrivateLinkServiceConnections[0].privateLinkServiceConnectionState}'
        {{Address(request)}}
        """;

    /// <summary>Prints the endpoint's address alone. Versions of the CLI differ in how deep they nest it.</summary>
    public static string Address(EndpointRequest request) =>
        $"""
        az network nic show --query 'ipConfigurations[0].privateIPAddress || ipConfigurations[0].properties.privateIPAddress' -o tsv \
          --ids "$(az network private-endpoint show \
            --subscription {ShellText.Word(request.Values.One(AzureForm.Subscription))} \
            -g {ShellText.Word(request.Values.One(AzureForm.ResourceGroup))} \
            -n {ShellText.Word(request.Values.One(AzureForm.EndpointName))} \
            --query 'networkInterfaces[0].id' -o tsv)"

        """;

    /// <summary>The network's resource ID.</summary>
    public static string NetworkId(FormValues values) =>
        $"/subscriptions/{values.One(AzureForm.Subscription)}/resourceGroups/{values.One(AzureForm.ResourceGroup)}"
        + $"/providers/Microsoft.Network/virtualNetworks/{values.One(AzureForm.VirtualNetwork)}";

    private static string SubnetId(FormValues values) => $"{NetworkId(values)}/subnets/{values.One(AzureForm.Subnet)}";

    private static string Cli(EndpointRequest request)
    {
        var values = request.Values;
        return $"""
            #!/usr/bin/env bash
            # Creates the private endpoint. It stays Pending until we approve it.
            set -euo pipefail

            az network private-endpoint create \
              --subscription {ShellText.Word(values.One(AzureForm.Subscription))} \
              -g {ShellText.Word(values.One(AzureForm.ResourceGroup))} \
              -n {ShellText.Word(values.One(AzureForm.EndpointName))} \
              -l {ShellText.Word(request.Region)} \
              --vnet-name {ShellText.Word(values.One(AzureForm.VirtualNetwork))} \
              --subnet {ShellText.Word(values.One(AzureForm.Subnet))} \
              --connection-name {ShellText.Word(values.One(AzureForm.EndpointName))} \
              --private-connection-resource-id {ShellText.Word(request.Service.Alias)} \
              --manual-request true \
              --request-message {ShellText.Word(request.Reference)} \
              --query id -o tsv

            """;
    }

    private static string Bicep(EndpointRequest request)
    {
        var values = request.Values;
        return $$"""
            // Deploy it into the resource group {{OneLine.Of(values.One(AzureForm.ResourceGroup))}}.
            resource privateEndpoint 'Microsoft.Network/privateEndpoints@2023-11-01' = {
              name: {{BicepText.Quoted(values.One(AzureForm.EndpointName))}}
              location: {{BicepText.Quoted(request.Region)}}
              properties: {
                subnet: {
                  id: {{BicepText.Quoted(SubnetId(values))}}
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

            """;
    }

    private static string Terraform(EndpointRequest request)
    {
        var values = request.Values;
        return $$"""
            # Use it with a provider for the subscription {{OneLine.Of(values.One(AzureForm.Subscription))}}.
            resource "azurerm_private_endpoint" "private_link" {
              name                = {{HclText.Quoted(values.One(AzureForm.EndpointName))}}
              location            = {{HclText.Quoted(request.Region)}}
              resource_group_name = {{HclText.Quoted(values.One(AzureForm.ResourceGroup))}}
              subnet_id           = {{HclText.Quoted(SubnetId(values))}}

              private_service_connection {
                name                              = {{HclText.Quoted(values.One(AzureForm.EndpointName))}}
                private_connection_resource_alias = {{HclText.Quoted(request.Service.Alias)}}
                is_manual_connection              = true
                request_message                   = {{HclText.Quoted(request.Reference)}}
              }
            }

            output "private_endpoint_address" {
              value = azurerm_private_endpoint.private_link.private_service_connection[0].private_ip_address
            }

            """;
    }

    private static IReadOnlyList<string> Console(EndpointRequest request) =>
    [
        "In the Azure portal, open Private Link Center > Private endpoints > Create.",
        $"Choose the resource group {request.Values.One(AzureForm.ResourceGroup)}, the name {request.Values.One(AzureForm.EndpointName)} and the region {request.Region}, which must be the virtual network's.",
        "Under Resource, choose \"Connect to an Azure resource by resource ID or alias\".",
        $"Paste the alias {request.Service.Alias}, and as request message {request.Reference}: by it we recognise your endpoint.",
        $"Choose the virtual network {request.Values.One(AzureForm.VirtualNetwork)} and the subnet {request.Values.One(AzureForm.Subnet)}.",
        "Leave DNS integration off, and create the endpoint. It stays Pending until we approve it.",
    ];
}
