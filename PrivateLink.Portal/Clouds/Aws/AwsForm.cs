using System.Net;
using System.Text.RegularExpressions;
using PrivateLink.Portal.Clouds.Forms;

namespace PrivateLink.Portal.Clouds.Aws;

/// <summary>What a VPC endpoint needs to know about the customer's VPC.</summary>
internal sealed partial class AwsForm : ICloudForm
{
    public static FormField Vpc { get; } = new("vpc", "VPC", "vpc-0a1b2c3d4e5f60718", "YOUR_VPC_ID", text => Id("vpc", "VPC", text))
    {
        Hint = "The network whose clients will connect.",
    };

    public static FormField Subnets { get; } = new("subnets", "Subnets", "subnet-0a1b2c3d4e5f60718, subnet-0f9e8d7c6b5a40312", "YOUR_SUBNET_IDS", text => Id("subnet", "subnet", text))
    {
        Hint = "One for each zone that you use. Leave it empty to look up one in each zone by the zone's ID.",
        IsList = true,
        IsOptional = true,
    };

    public static FormField SecurityGroup { get; } = new("securityGroup", "Security group", "sg-0a1b2c3d4e5f60718", "YOUR_SECURITY_GROUP_ID", text => Id("sg", "security group", text))
    {
        Hint = "Must let your clients in on the service's ports. Leave it empty to have one created.",
        IsOptional = true,
    };

    public static FormField Clients { get; } = new("clients", "Client networks", "10.0.0.0/16", "YOUR_CLIENT_NETWORKS", Network)
    {
        Hint = "The new security group allows only these. Not needed with a security group of your own.",
        IsList = true,
        NotNeededWith = SecurityGroup,
    };

    public IReadOnlyList<FormField> Fields { get; } = [Vpc, Subnets, SecurityGroup, Clients, ChosenZones.Field];

    /// <summary>None, because its tools are signed in to one account.</summary>
    public FormField? AccountField => null;

    /// <summary>Reads the twelve digits of an account, also grouped as in consoles.</summary>
    public FieldReading ReadAccount(string typed)
    {
        var text = typed.Trim();
        if (AccountArn().Match(text) is { Success: true } arn) text = arn.Groups["account"].Value;
        text = text.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        return text.Length == 12 && text.All(char.IsAsciiDigit)
            ? FieldReading.Found(text)
            : FieldReading.Wrong("An AWS account ID has 12 digits. It is in the menu at the top right of the console.");
    }

    public static FieldReading Region(string typed)
    {
        var text = typed.Trim().ToLowerInvariant();
        if (RegionName().IsMatch(text)) return FieldReading.Found(text);
        return ZoneName().IsMatch(text)
            ? FieldReading.Wrong($"This is a zone. Its region is {text[..^1]}.")
            : FieldReading.Wrong("A region of AWS looks like us-east-1.");
    }

    private static FieldReading Id(string prefix, string what, string typed)
    {
        var text = typed.Trim().ToLowerInvariant();
        if (text.LastIndexOf('/') is var slash and >= 0) text = text[(slash + 1)..];
        if (AwsId().Match(text) is { Success: true } match && match.Groups["prefix"].Value == prefix) return FieldReading.Found(text);
        if (text.StartsWith(prefix + "-", StringComparison.Ordinal))
            return FieldReading.Wrong($"'{Short(text)}' is not a whole {what} ID: behind {prefix}- there are 17 digits and letters from a to f (8 in old ones).");
        return FieldReading.Wrong($"'{Short(text)}' is not a {what} ID. A {what} ID starts with {prefix}-.");
    }

    private static FieldReading Network(string typed)
    {
        // If bits after the prefix are set, it is unclear whether the network or one address was meant.
        if (IPNetwork.TryParse(typed, out var network) && network.BaseAddress.Equals(IPAddress.Parse(typed[..typed.IndexOf('/', StringComparison.Ordinal)])))
            return network.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork
                ? FieldReading.Found(network.ToString())
                : FieldReading.Wrong($"'{typed}' is an IPv6 network. Type the IPv4 networks of your clients; add others to the security group yourself.");
        return IPAddress.TryParse(typed, out _)
            ? FieldReading.Wrong($"'{typed}' is one address. Write it as a network: {typed}/32.")
            : FieldReading.Wrong($"'{Short(typed)}' is not a network, or has bits set after its prefix. Example: 10.0.0.0/16.");
    }

    private static string Short(string text) => text.Length <= 40 ? text : text[..39] + "…";

    [GeneratedRegex("^(?<prefix>vpc|subnet|sg)-(?:[0-9a-f]{17}|[0-9a-f]{8})$", RegexOptions.CultureInvariant)]
    private static partial Regex AwsId();

    [GeneratedRegex("^arn:aws[a-z-]*:iam::(?<account>[0-9]{12}):", RegexOptions.CultureInvariant)]
    private static partial Regex AccountArn();

    [GeneratedRegex("^[a-z]{2,4}(?:-[a-z]+){1,2}-[0-9]{1,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex RegionName();

    [GeneratedRegex("^[a-z]{2,4}(?:-[a-z]+){1,2}-[0-9]{1,2}[a-z]$", RegexOptions.CultureInvariant)]
    private static partial Regex ZoneName();
}
