using System.Text.RegularExpressions;
using PrivateLink.Portal.Clouds.Pastes;

namespace PrivateLink.Portal.Clouds.Gcp;

/// <summary>Reads what <c>gcloud compute forwarding-rules describe</c>, Terraform and the Google Cloud console say about an endpoint.</summary>
internal sealed partial class GcpPastes : IEndpointPastes
{
    private static readonly Dictionary<string, ConnectionMeaning> Words = new()
    {
        ["pending"] = ConnectionMeaning.Waiting,
        ["accepted"] = ConnectionMeaning.Accepted,
        ["rejected"] = ConnectionMeaning.Refused,
        ["needsattention"] = ConnectionMeaning.Ended,
        ["closed"] = ConnectionMeaning.Ended,
    };

    public EndpointPaste Read(string text)
    {
        var facts = PastedFacts.Read(text);
        var (rule, subnet, network) = (Rule().Match(text), GcpForm.SubnetId().Match(text), GcpForm.NetworkId().Match(text));
        return new()
        {
            LinkText = facts.Values("pscconnectionid").FirstOrDefault(),
            Addresses = EndpointPaste.AddressesIn(facts.Values("ipaddress", "address", "pscaddress", "endpointipaddress").Append(text)),
            Status = ConnectionStatus.FirstOf(facts.Values("pscconnectionstatus", "status", "connectionstatus"), Words),
            Service = Attachment().Match(text) is { Success: true } attachment ? attachment.Value : null,
            Region = rule.Success ? rule.Groups["region"].Value : subnet.Success ? subnet.Groups["region"].Value : facts.Values("region").Select(LastPart).FirstOrDefault(region => GcpForm.Region(region).Value is not null),
            Account = rule.Success ? rule.Groups["project"].Value : null,
            Fields = EndpointPaste.FieldsOf(
                (GcpForm.Project, rule.Success ? rule.Groups["project"].Value : FirstOf(network.Groups["project"].Value, subnet.Groups["project"].Value)),
                (GcpForm.Network, network.Groups["name"].Value),
                (GcpForm.Subnet, subnet.Groups["name"].Value),
                (GcpForm.EndpointName, rule.Groups["name"].Value)),
        };
    }

    /// <summary>Lists omit the project. Some tools print its number, which cannot be compared with a project ID.</summary>
    public bool? IsSame(string named, PublishedService service)
    {
        if (service.Alias.EndsWith(named, StringComparison.Ordinal)) return true;
        var place = named[(named.IndexOf("/regions/", StringComparison.Ordinal) + 1)..];
        return NumberedProject().IsMatch(named) && service.Alias.EndsWith(place, StringComparison.Ordinal) ? null : false;
    }

    private static string LastPart(string text) => text[(text.LastIndexOf('/') + 1)..];

    private static string FirstOf(string text, string other) => text.Length > 0 ? text : other;

    [GeneratedRegex(@"projects/(?<project>[^/\s""',]+)/regions/(?<region>[a-z0-9-]+)/forwardingRules/(?<name>[a-z0-9-]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Rule();

    [GeneratedRegex("^projects/[0-9]+/", RegexOptions.CultureInvariant)]
    private static partial Regex NumberedProject();

    [GeneratedRegex(@"(?:projects/[^/\s""',]+/regions/)?[a-z]+-[a-z]+[0-9]{1,2}/serviceAttachments/[a-z0-9-]+", RegexOptions.CultureInvariant)]
    private static partial Regex Attachment();
}
