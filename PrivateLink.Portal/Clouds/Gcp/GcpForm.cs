using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using PrivateLink.Portal.Clouds.Forms;

namespace PrivateLink.Portal.Clouds.Gcp;

/// <summary>What a PSC endpoint needs to know about the customer's VPC network.</summary>
internal sealed partial class GcpForm : ICloudForm
{
    public static FormField Project { get; } = new("project", "Project", "acme-prod", "YOUR_PROJECT", ProjectId)
    {
        Hint = "The ID of the project that the network is in.",
    };

    public static FormField Network { get; } = new("network", "VPC network", "prod", "YOUR_NETWORK", text => Name("network", "networks", text));

    public static FormField Subnet { get; } = new("subnet", "Subnet", "prod-apps", "YOUR_SUBNET", text => Name("subnet", "subnetworks", text))
    {
        Hint = "In the endpoint's region. The endpoint gets its address from it.",
    };

    public static FormField Address { get; } = new("address", "Address", "10.0.60.100", "", InternalAddress)
    {
        Hint = "A free address in the subnet. Leave it empty to let GCP choose.",
        IsOptional = true,
    };

    public static FormField EndpointName { get; } = new("name", "Name of the endpoint", "my-saas", "private-link", text => Name("endpoint", "forwardingRules", text))
    {
        Hint = "Leave it empty to use the name private-link.",
        IsOptional = true,
    };

    public IReadOnlyList<FormField> Fields { get; } = [Project, Network, Subnet, Address, EndpointName];

    public FormField? AccountField => Project;

    public FieldReading ReadAccount(string typed) => ProjectId(typed);

    private static FieldReading ProjectId(string typed)
    {
        var text = typed.Trim();
        if (text.StartsWith("projects/", StringComparison.Ordinal)) text = text.Split('/')[1];
        return ProjectName().IsMatch(text)
            ? FieldReading.Found(text)
            : FieldReading.Wrong("A project ID has 6 to 30 lower-case letters, digits and '-', and begins with a letter. This is not the project's display name.");
    }

    public static FieldReading Region(string typed)
    {
        var text = typed.Trim().ToLowerInvariant();
        if (RegionName().IsMatch(text)) return FieldReading.Found(text);
        return ZoneName().IsMatch(text)
            ? FieldReading.Wrong($"This is a zone. Its region is {text[..text.LastIndexOf('-')]}.")
            : FieldReading.Wrong("A region of GCP looks like europe-west1.");
    }

    private static FieldReading Name(string what, string collection, string typed)
    {
        var text = typed.Trim();
        if (text.Contains($"/{collection}/", StringComparison.Ordinal)) text = text[(text.LastIndexOf('/') + 1)..];
        return ResourceName().IsMatch(text)
            ? FieldReading.Found(text)
            : FieldReading.Wrong($"The name of a {what} has up to 63 lower-case letters, digits and '-', begins with a letter and does not end with '-'.");
    }

    private static FieldReading InternalAddress(string typed) =>
        IPAddress.TryParse(typed.Trim(), out var address) && address.AddressFamily == AddressFamily.InterNetwork && typed.Count(character => character == '.') == 3
            ? FieldReading.Found(address.ToString())
            : FieldReading.Wrong("An address looks like 10.0.60.100.");

    [GeneratedRegex(@"projects/(?<project>[^/\s""',]+)/global/networks/(?<name>[a-z0-9-]+)", RegexOptions.CultureInvariant)]
    internal static partial Regex NetworkId();

    [GeneratedRegex(@"projects/(?<project>[^/\s""',]+)/regions/(?<region>[a-z0-9-]+)/subnetworks/(?<name>[a-z0-9-]+)", RegexOptions.CultureInvariant)]
    internal static partial Regex SubnetId();

    // Old projects of a Google Workspace domain have its name as a prefix: example.com:project.
    [GeneratedRegex("^(?:[a-z0-9.-]{1,100}:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$", RegexOptions.CultureInvariant)]
    private static partial Regex ProjectName();

    [GeneratedRegex("^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$", RegexOptions.CultureInvariant)]
    private static partial Regex ResourceName();

    [GeneratedRegex("^[a-z]+-[a-z]+[0-9]{1,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex RegionName();

    [GeneratedRegex("^[a-z]+-[a-z]+[0-9]{1,2}-[a-z]$", RegexOptions.CultureInvariant)]
    private static partial Regex ZoneName();
}
