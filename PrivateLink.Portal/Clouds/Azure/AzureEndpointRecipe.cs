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
            AzureBicep.Endpoint(request),
            AzureTerraform.Endpoint(request),
        ],
        Console(request));

    public string? NoticeOf(EndpointRequest request) =>
        $"An endpoint that connects by alias stays Pending until we approve it. We identify yours by the request message {request.Reference}.";

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

    public IReadOnlyList<string> ReadBackByHand(EndpointRequest request) =>
    [
        $"In the Azure portal, open Private Link Center > Private endpoints and choose {request.Values.One(AzureForm.EndpointName)}.",
        "Its connection status is in the overview: Pending until we approve it, then Approved.",
        "Its address is under Settings > DNS configuration, or in the overview of its network interface.",
        "Only the company can see the LinkID.",
    ];

    /// <summary>
    /// The name of the endpoint's network interface. It is the Azure portal's default, so DNS finds it however the endpoint was created.
    /// </summary>
    public static string InterfaceName(FormValues values) => $"{values.One(AzureForm.EndpointName)}-nic";

    /// <summary>Prints only the endpoint's address. Versions of the CLI nest it at different depths.</summary>
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

    public static string SubnetId(FormValues values) => $"{NetworkId(values)}/subnets/{values.One(AzureForm.Subnet)}";

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
              --nic-name {ShellText.Word(InterfaceName(values))} \
              --connection-name {ShellText.Word(values.One(AzureForm.EndpointName))} \
              --private-connection-resource-id {ShellText.Word(request.Service.Alias)} \
              --manual-request true \
              --request-message {ShellText.Word(request.Reference)} \
              --query id -o tsv

            """;
    }

    private static IReadOnlyList<string> Console(EndpointRequest request) =>
    [
        "In the Azure portal, open Private Link Center > Private endpoints > Create.",
        $"Choose the resource group {request.Values.One(AzureForm.ResourceGroup)}, the name {request.Values.One(AzureForm.EndpointName)} and the region {request.Region}, which must be the virtual network's.",
        "Under Resource, choose \"Connect to an Azure resource by resource ID or alias\".",
        $"Paste the alias {request.Service.Alias}, and enter the request message {request.Reference}. It identifies your endpoint.",
        $"Choose the virtual network {request.Values.One(AzureForm.VirtualNetwork)} and the subnet {request.Values.One(AzureForm.Subnet)}.",
        "Leave DNS integration off, and create the endpoint. It stays Pending until we approve it.",
    ];
}
