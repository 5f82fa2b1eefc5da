using System.Text.RegularExpressions;
using PrivateLink.Portal.Clouds.LinkIds;
using PrivateLink.Portal.Clouds.Pastes;

namespace PrivateLink.Portal.Clouds.Aws;

/// <summary>Reads what <c>aws ec2 describe-vpc-endpoints</c>, Terraform, CloudFormation and the VPC console say about an endpoint.</summary>
internal sealed partial class AwsPastes(ILinkIds links) : IEndpointPastes
{
    private static readonly Dictionary<string, ConnectionMeaning> Words = new()
    {
        ["pendingacceptance"] = ConnectionMeaning.Waiting,
        ["pending"] = ConnectionMeaning.Accepted,
        ["available"] = ConnectionMeaning.Accepted,
        ["partial"] = ConnectionMeaning.Accepted,
        ["rejected"] = ConnectionMeaning.Refused,
        ["failed"] = ConnectionMeaning.Ended,
        ["expired"] = ConnectionMeaning.Ended,
        ["deleting"] = ConnectionMeaning.Ended,
        ["deleted"] = ConnectionMeaning.Ended,
    };

    public EndpointPaste Read(string text)
    {
        var facts = PastedFacts.Read(text);
        var names = EndpointDnsName().Matches(text);
        var zones = names.Select(name => name.Groups["zone"].Value).Where(zone => zone.Length > 0).Distinct().Order(StringComparer.Ordinal).ToList();
        var arn = EndpointArn().Match(text);
        return new()
        {
            Name = names.Where(name => name.Groups["zone"].Length == 0).Select(name => name.Value.ToLowerInvariant()).FirstOrDefault(),
            Addresses = EndpointPaste.AddressesIn(facts.Values("privateipaddress", "ipaddress", "ipv4", "ipv4addresses").Append(text)),
            Status = ConnectionStatus.FirstOf(facts.Values("state", "vpcendpointstate", "status", "endpointstatus").Concat(BareWords(text)), Words),
            Service = ServiceName().Match(text) is { Success: true } service ? service.Value : names.Select(name => name.Groups["service"].Value).FirstOrDefault(),
            Region = RegionOf(arn, facts, zones),
            NameRegion = names.Select(name => name.Groups["region"].Value.ToLowerInvariant()).FirstOrDefault(),
            Account = arn.Success ? arn.Groups["account"].Value : facts.Values("ownerid", "vpcendpointowner", "owner").FirstOrDefault(AccountId().IsMatch),
            Zones = zones,
            Fields = EndpointPaste.FieldsOf(
                (AwsForm.Vpc, OnlyOf(Vpc(), text)),
                (AwsForm.Subnets, string.Join(' ', Subnet().Matches(text).Select(match => match.Value).Distinct())),
                (AwsForm.SecurityGroup, OnlyOf(Group(), text))),
        };
    }

    public bool? IsSame(string named, PublishedService service) => ServiceId().Match(named).Value is { Length: > 0 } id && service.Alias.EndsWith(id, StringComparison.OrdinalIgnoreCase);

    /// <summary>Text output has no field names. There, only a word's own form tells what it is, beside an endpoint ID.</summary>
    private string[] BareWords(string text) =>
        text.Contains('{', StringComparison.Ordinal) || links.Find(text) is null ? [] : text.Split([' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

    private static string? RegionOf(Match arn, PastedFacts facts, IReadOnlyList<string> zones)
    {
        if (arn.Success) return arn.Groups["region"].Value;
        var named = facts.Values("vpcendpointregion", "region").FirstOrDefault(region => AwsForm.Region(region).Value is not null);
        return named ?? (zones is [var zone, ..] ? zone[..^1] : null);
    }

    private static string? OnlyOf(Regex form, string text) => form.Matches(text).Select(match => match.Value).Distinct().ToList() is [var only] ? only : null;

    /// <summary>Matches the endpoint's own names. A name for one zone only contains the zone's name.</summary>
    [GeneratedRegex(
        @"(?<![0-9A-Za-z.-])vpce-(?:[0-9a-f]{17}|[0-9a-f]{8})-[0-9a-z]{4,12}(?:-(?<zone>[a-z]{2,4}(?:-[a-z]+){1,2}-[0-9]{1,2}[a-z]))?\.(?<service>vpce-svc-[0-9a-f]{8,17})\.(?<region>[a-z0-9-]+)\.vpce\.amazonaws\.com(?:\.cn)?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EndpointDnsName();

    [GeneratedRegex("arn:aws[a-z-]*:ec2:(?<region>[a-z0-9-]+):(?<account>[0-9]{12}):vpc-endpoint/", RegexOptions.CultureInvariant)]
    private static partial Regex EndpointArn();

    [GeneratedRegex(@"com\.amazonaws\.(?:vpce\.[a-z0-9-]+\.vpce-svc-[0-9a-f]{8,17}|[a-z0-9-]+(?:\.[a-z0-9-]+)+)", RegexOptions.CultureInvariant)]
    private static partial Regex ServiceName();

    [GeneratedRegex("vpce-svc-[0-9a-f]{8,17}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ServiceId();

    [GeneratedRegex("^[0-9]{12}$", RegexOptions.CultureInvariant)]
    private static partial Regex AccountId();

    [GeneratedRegex(@"\bvpc-(?:[0-9a-f]{17}|[0-9a-f]{8})\b", RegexOptions.CultureInvariant)]
    private static partial Regex Vpc();

    [GeneratedRegex(@"\bsubnet-(?:[0-9a-f]{17}|[0-9a-f]{8})\b", RegexOptions.CultureInvariant)]
    private static partial Regex Subnet();

    [GeneratedRegex(@"\bsg-(?:[0-9a-f]{17}|[0-9a-f]{8})\b", RegexOptions.CultureInvariant)]
    private static partial Regex Group();
}
