using System.Text.RegularExpressions;
using PrivateLink.Portal.Clouds.Forms;

namespace PrivateLink.Portal.Clouds.Azure;

/// <summary>What a private endpoint needs to know about the customer's virtual network.</summary>
internal sealed partial class AzureForm : ICloudForm
{
    public static FormField Subscription { get; } = new("subscription", "Subscription", "6f1d1b3c-1111-4222-8333-444455556666", "YOUR_SUBSCRIPTION_ID", SubscriptionId)
    {
        Hint = "The ID of the subscription that the network is in.",
    };

    public static FormField ResourceGroup { get; } = new("resourceGroup", "Resource group", "network-prod", "YOUR_RESOURCE_GROUP", Group)
    {
        Hint = "The resource group of the virtual network. The endpoint is created there too.",
    };

    public static FormField VirtualNetwork { get; } = new("vnet", "Virtual network", "vnet-prod", "YOUR_VNET", text => Name("virtual network", text));

    public static FormField Subnet { get; } = new("subnet", "Subnet", "private-endpoints", "YOUR_SUBNET", text => Name("subnet", text))
    {
        Hint = "The endpoint gets its address from this subnet.",
    };

    public static FormField EndpointName { get; } = new("name", "Name of the endpoint", "pe-my-saas", "pe-private-link", text => Name("private endpoint", text))
    {
        Hint = "Leave it empty to use the name pe-private-link.",
        IsOptional = true,
    };

    public IReadOnlyList<FormField> Fields { get; } = [Subscription, ResourceGroup, VirtualNetwork, Subnet, EndpointName];

    public FormField? AccountField => Subscription;

    public FieldReading ReadAccount(string typed) => SubscriptionId(typed);

    private static FieldReading SubscriptionId(string typed)
    {
        var text = typed.Trim();
        if (ResourceId().Match(text) is { Success: true } match) text = match.Groups["subscription"].Value;
        return Guid.TryParseExact(text, "D", out var id)
            ? FieldReading.Found(id.ToString())
            : FieldReading.Wrong("A subscription ID is a GUID. It is under Subscriptions in the portal, and in the output of az account show.");
    }

    /// <summary>Reads a location as the name that commands accept. Consoles show it with capitals and spaces.</summary>
    public static FieldReading Location(string typed)
    {
        var text = string.Concat(typed.Where(character => !char.IsWhiteSpace(character))).ToLowerInvariant();
        return LocationName().IsMatch(text) ? FieldReading.Found(text) : FieldReading.Wrong("A region of Azure looks like westeurope.");
    }

    private static FieldReading Group(string typed)
    {
        var text = typed.Trim();
        if (text.Length > 90) return FieldReading.Wrong("The name of a resource group has at most 90 characters.");
        return GroupName().IsMatch(text)
            ? FieldReading.Found(text)
            : FieldReading.Wrong("A resource group's name contains letters, digits, '-', '_', '.', '(' and ')', and does not end with '.'.");
    }

    private static FieldReading Name(string what, string typed)
    {
        var text = typed.Trim();
        if (text.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase))
            return FieldReading.Wrong($"This is a resource ID. Type the name of the {what} alone: {text[(text.LastIndexOf('/') + 1)..]}");
        return ResourceName().IsMatch(text)
            ? FieldReading.Found(text)
            : FieldReading.Wrong($"The name of a {what} has up to 80 letters, digits, '-', '_' and '.', begins with a letter or digit and ends with one or '_'.");
    }

    [GeneratedRegex(
        @"/subscriptions/(?<subscription>[0-9a-f-]{36})/resourceGroups/(?<group>[^/\s""',]+)/providers/Microsoft\.Network/virtualNetworks/(?<vnet>[^/\s""',]+)(?:/subnets/(?<subnet>[^/\s""',]+))?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    internal static partial Regex SubnetId();

    [GeneratedRegex("^/subscriptions/(?<subscription>[^/]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ResourceId();

    [GeneratedRegex("^[a-z][a-z0-9]{2,30}$", RegexOptions.CultureInvariant)]
    private static partial Regex LocationName();

    [GeneratedRegex(@"^[A-Za-z0-9_().-]*[A-Za-z0-9_()-]$", RegexOptions.CultureInvariant)]
    private static partial Regex GroupName();

    [GeneratedRegex("^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,78}[A-Za-z0-9_])?$", RegexOptions.CultureInvariant)]
    private static partial Regex ResourceName();
}
