using System.Text.RegularExpressions;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Clouds.Pastes;

namespace PrivateLink.Portal.Clouds.Alibaba;

/// <summary>What an endpoint needs to know about the customer's VPC.</summary>
internal sealed partial class AlibabaForm : ICloudForm
{
    public static FormField Vpc { get; } = new("vpc", "VPC", "vpc-bp1a2b3c4d5e6f7g8h9i0", "YOUR_VPC_ID", text => Id("vpc", "VPC", text))
    {
        Hint = "The network whose clients will connect.",
    };

    /// <summary>Each value includes its zone, because the cloud asks for both. See <see cref="Pair"/>.</summary>
    public static FormField VSwitches { get; } = new("vswitches", "vSwitches with their zones", "cn-hangzhou-i:vsw-bp1a2b3c4d5e6f7g8h9i0", "YOUR_ZONE_ID:YOUR_VSWITCH_ID", ZoneAndVSwitch)
    {
        Hint = "One for each zone that you use, written as zone:vSwitch. Leave it empty to look up one in each zone.",
        IsList = true,
        IsOptional = true,
    };

    public static FormField SecurityGroup { get; } = new("securityGroup", "Security group", "sg-bp1a2b3c4d5e6f7g8h9i", "YOUR_SECURITY_GROUP_ID", text => Id("sg", "security group", text))
    {
        Hint = "Must allow your clients on the service's ports.",
    };

    public static FormField EndpointName { get; } = new("name", "Name of the endpoint", "my-saas", "private-link", Name)
    {
        Hint = "Leave it empty to use the name private-link.",
        IsOptional = true,
    };

    /// <summary>The addresses of the created endpoint, for its DNS records.</summary>
    public static FormField Interfaces { get; } = new("interfaces", "Addresses of its interfaces", "192.168.0.12", "", Address)
    {
        IsList = true,
        IsOptional = true,
        IsElsewhere = true,
    };

    public IReadOnlyList<FormField> Fields { get; } = [Vpc, VSwitches, SecurityGroup, EndpointName, Interfaces, ChosenZones.Field];

    /// <summary>None, because its tools are signed in to one account.</summary>
    public FormField? AccountField => null;

    public FieldReading ReadAccount(string typed)
    {
        var text = typed.Trim();
        if (AccountArn().Match(text) is { Success: true } arn) text = arn.Groups["account"].Value;
        return AccountId().IsMatch(text)
            ? FieldReading.Found(text)
            : FieldReading.Wrong("An Alibaba Cloud account ID is a number, usually of 16 digits. It is in the menu at the top right of the console.");
    }

    /// <summary>The two halves of a value of <see cref="VSwitches"/>.</summary>
    public static (string Zone, string VSwitch) Pair(string value)
    {
        var colon = value.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (VSwitches.StandIn.Split(':')[0], value) : (value[..colon], value[(colon + 1)..]);
    }

    private static FieldReading ZoneAndVSwitch(string typed)
    {
        var text = typed.Trim().ToLowerInvariant();
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return FieldReading.Wrong($"'{Short(text)}' lacks its zone. Write it in front: cn-hangzhou-i:vsw-….");
        var (zone, vSwitch) = Pair(text);
        if (AlibabaZones.RegionOf(zone) is null) return FieldReading.Wrong($"'{Short(zone)}' is not a zone ID. Example: cn-hangzhou-i or ap-southeast-1a.");
        return Id("vsw", "vSwitch", vSwitch) is { Error: { } error } ? FieldReading.Wrong(error) : FieldReading.Found($"{zone}:{vSwitch}");
    }

    private static FieldReading Id(string prefix, string what, string typed)
    {
        var text = typed.Trim().ToLowerInvariant();
        if (CloudId().Match(text) is { Success: true } match && match.Groups["prefix"].Value == prefix) return FieldReading.Found(text);
        return text.StartsWith(prefix + "-", StringComparison.Ordinal)
            ? FieldReading.Wrong($"'{Short(text)}' is not a whole {what} ID: behind {prefix}- there are some twenty letters and digits.")
            : FieldReading.Wrong($"'{Short(text)}' is not a {what} ID. A {what} ID starts with {prefix}-.");
    }

    private static FieldReading Address(string typed) =>
        EndpointPaste.IsAddress(typed) ? FieldReading.Found(typed) : FieldReading.Wrong("An address looks like 192.168.0.12.");

    private static FieldReading Name(string typed) => EndpointNames().IsMatch(typed.Trim())
        ? FieldReading.Found(typed.Trim())
        : FieldReading.Wrong("The name of an endpoint has 2 to 128 letters, digits, '-' and '_', and begins with a letter.");

    private static string Short(string text) => text.Length <= 40 ? text : text[..39] + "…";

    [GeneratedRegex("^(?<prefix>vpc|vsw|sg)-[0-9a-z]{12,40}$", RegexOptions.CultureInvariant)]
    private static partial Regex CloudId();

    [GeneratedRegex("^acs:ram::(?<account>[0-9]+):", RegexOptions.CultureInvariant)]
    private static partial Regex AccountArn();

    [GeneratedRegex("^[0-9]{6,20}$", RegexOptions.CultureInvariant)]
    private static partial Regex AccountId();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{1,127}$", RegexOptions.CultureInvariant)]
    private static partial Regex EndpointNames();
}
