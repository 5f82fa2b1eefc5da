using System.Text.RegularExpressions;
using PrivateLink.Portal.Clouds.Pastes;

namespace PrivateLink.Portal.Clouds.Azure;

/// <summary>
/// Reads what <c>az network private-endpoint show</c>, Terraform and the Azure portal say about an endpoint. None of them contains the LinkID.
/// </summary>
internal sealed partial class AzurePastes : IEndpointPastes
{
    private static readonly Dictionary<string, ConnectionMeaning> Words = new()
    {
        ["pending"] = ConnectionMeaning.Waiting,
        ["approved"] = ConnectionMeaning.Accepted,
        ["rejected"] = ConnectionMeaning.Refused,
        ["disconnected"] = ConnectionMeaning.Ended,
    };

    public EndpointPaste Read(string text)
    {
        var facts = PastedFacts.Read(text);
        var status = ConnectionStatus.FirstOf(facts.Values("status", "connectionstatus", "connectionstate", "connection"), Words);
        var (endpoint, subnet) = (EndpointId().Match(text), AzureForm.SubnetId().Match(text));
        return new()
        {
            Addresses = EndpointPaste.AddressesIn(facts.Values("privateipaddress", "privateendpointaddress", "ipaddresses", "ipaddress", "privateip").Concat(text.Split([' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))),
            Status = status,
            Message = status is null ? null : facts.Of("description").Where(fact => fact.Under is "" or "status" or "privatelinkserviceconnectionstate").Select(fact => fact.Value).FirstOrDefault(),
            RequestMessage = facts.Values("requestmessage").FirstOrDefault(),
            Service = Alias().Match(text) is { Success: true } alias ? alias.Value : ServiceId().Match(text) is { Success: true } service ? service.Value : null,
            Region = facts.Values("location", "region").Select(region => AzureForm.Location(region).Value).FirstOrDefault(region => region is not null),
            Account = endpoint.Success ? endpoint.Groups["subscription"].Value.ToLowerInvariant() : null,
            Fields = EndpointPaste.FieldsOf(
                (AzureForm.Subscription, FirstOf(subnet.Groups["subscription"].Value, endpoint.Groups["subscription"].Value)),
                (AzureForm.ResourceGroup, FirstOf(subnet.Groups["group"].Value, endpoint.Groups["group"].Value)),
                (AzureForm.VirtualNetwork, subnet.Groups["vnet"].Value),
                (AzureForm.Subnet, subnet.Groups["subnet"].Value),
                (AzureForm.EndpointName, endpoint.Groups["name"].Value)),
        };
    }

    /// <summary>A resource ID says nothing about the alias.</summary>
    public bool? IsSame(string named, PublishedService service) =>
        named.StartsWith('/') ? null : named.Equals(service.Alias, StringComparison.OrdinalIgnoreCase);

    private static string FirstOf(string text, string other) => text.Length > 0 ? text : other;

    [GeneratedRegex(
        @"/subscriptions/(?<subscription>[0-9a-f-]{36})/resourceGroups/(?<group>[^/\s""',]+)/providers/Microsoft\.Network/privateEndpoints/(?<name>[^/\s""',]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EndpointId();

    [GeneratedRegex(@"/subscriptions/[0-9a-f-]{36}/resourceGroups/[^/\s""',]+/providers/Microsoft\.Network/privateLinkServices/[^/\s""',]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ServiceId();

    [GeneratedRegex(@"(?<![A-Za-z0-9._-])[A-Za-z0-9][A-Za-z0-9._-]{0,79}\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[a-z0-9]+\.azure\.privatelinkservice", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Alias();
}
