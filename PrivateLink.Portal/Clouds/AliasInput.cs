using System.Diagnostics;
using System.Text.RegularExpressions;
using PrivateLink.Engine.Links;

namespace PrivateLink.Portal.Clouds;

/// <summary>What came of reading a service's alias: the alias with the region that it names, or a sentence.</summary>
public readonly record struct AliasReading(string? Alias, string? Region, string? Error)
{
    internal static AliasReading Found(string alias, string region) => new(alias, region, null);

    internal static AliasReading Wrong(string error) => new(null, null, error);
}

/// <summary>Reads the public handle of a private link service. Pure; called on each keystroke by the form and again by the service.</summary>
public static partial class AliasInput
{
    public static AliasReading Parse(CloudProvider cloud, string? typed)
    {
        var text = (typed ?? "").Trim();
        return cloud switch
        {
            CloudProvider.Aws => Aws(text),
            CloudProvider.Azure => Azure(text),
            CloudProvider.Gcp => Gcp(text),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>The service's own ID inside an AWS service name: what the provider's commands take.</summary>
    public static string AwsServiceId(string alias) => alias[(alias.LastIndexOf('.') + 1)..];

    /// <summary>The attachment's own name: what the provider's commands take.</summary>
    public static string GcpAttachmentName(string alias) => alias[(alias.LastIndexOf('/') + 1)..];

    /// <summary>The project that a GCP service attachment is in; empty when the text is none.</summary>
    public static string GcpProject(string alias) => GcpAttachment().Match(alias).Groups["project"].Value;

    private static AliasReading Aws(string text)
    {
        text = text.ToLowerInvariant();
        if (AwsServiceName().Match(text) is { Success: true } match) return AliasReading.Found(text, match.Groups["region"].Value);
        if (text.Length == 0) return AliasReading.Wrong("Paste the service name: com.amazonaws.vpce.<region>.vpce-svc-<17 digits and letters a to f>.");
        if (text.StartsWith("vpce-svc-", StringComparison.Ordinal))
            return AliasReading.Wrong($"This is the service ID. The service name has the region in front of it: com.amazonaws.vpce.<region>.{text}");
        if (text.StartsWith("vpce-", StringComparison.Ordinal))
            return AliasReading.Wrong("This is somebody's endpoint. Wanted is the endpoint service's name, which ends with vpce-svc-….");
        if (text.EndsWith(".vpce.amazonaws.com", StringComparison.Ordinal))
            return AliasReading.Wrong("This is a DNS name. Wanted is the service name, which begins with com.amazonaws.vpce.");
        return AliasReading.Wrong("An AWS service name reads com.amazonaws.vpce.<region>.vpce-svc-<17 digits and letters a to f>.");
    }

    private static AliasReading Azure(string text)
    {
        if (AzureAlias().Match(text) is { Success: true } match) return AliasReading.Found(text, match.Groups["region"].Value);
        if (text.Length == 0) return AliasReading.Wrong("Paste the alias: <name>.<GUID>.<region>.azure.privatelinkservice.");
        if (text.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase))
            return AliasReading.Wrong("This is a resource ID. Customers connect by the alias, which the Private Link Service shows beside it.");
        if (text.EndsWith(".azure.privatelinkservice", StringComparison.OrdinalIgnoreCase))
            return AliasReading.Wrong("The alias lacks a part: in front of the region there is a GUID, and a name in front of that.");
        return AliasReading.Wrong("An alias reads <name>.<GUID>.<region>.azure.privatelinkservice.");
    }

    private static AliasReading Gcp(string text)
    {
        if (GcpAttachment().Match(text) is { Success: true } match)
            return AliasReading.Found(text[text.IndexOf("projects/", StringComparison.Ordinal)..], match.Groups["region"].Value);
        if (text.Length == 0) return AliasReading.Wrong("Paste the URI: projects/<project>/regions/<region>/serviceAttachments/<name>.");
        if (text.Contains("/forwardingRules/", StringComparison.Ordinal))
            return AliasReading.Wrong("This is a forwarding rule. Wanted is the service attachment in front of it.");
        return AliasReading.Wrong("A service attachment reads projects/<project>/regions/<region>/serviceAttachments/<name>.");
    }

    [GeneratedRegex(@"^com\.amazonaws\.vpce\.(?<region>[a-z]{2,4}(?:-[a-z]+){1,2}-[0-9]{1,2})\.vpce-svc-(?:[0-9a-f]{17}|[0-9a-f]{8})$", RegexOptions.CultureInvariant)]
    private static partial Regex AwsServiceName();

    // The prefix may hold dots itself: everything is counted from the right.
    [GeneratedRegex(
        @"^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,78}[A-Za-z0-9_])?\.[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\.(?<region>[a-z0-9]+)\.azure\.privatelinkservice$",
        RegexOptions.CultureInvariant)]
    private static partial Regex AzureAlias();

    [GeneratedRegex(
        @"^(?:https://www\.googleapis\.com/compute/(?:v1|beta)/)?projects/(?<project>[0-9]{6,20}|(?:[a-z0-9.-]{1,100}:)?[a-z][a-z0-9-]{4,28}[a-z0-9])/regions/(?<region>[a-z]+-[a-z]+[0-9]{1,2})/serviceAttachments/[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex GcpAttachment();
}
