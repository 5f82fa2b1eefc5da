using System.Text.RegularExpressions;
using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Modules;
using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Azure;

/// <summary>The Private Link Service and its Standard Load Balancer.</summary>
internal sealed partial class AzureProviderSide : IProviderSide
{
    public ProviderCheck Header { get; } = new(
        "PROXY protocol v2 is on at the Private Link Service", "Without it nobody's link is known. Only new connections feel the change.",
        new("Switch it on", ArtefactLanguage.Shell, "proxy-protocol.sh",
            """
            az network private-link-service update -g YOUR_RESOURCE_GROUP -n YOUR_PRIVATE_LINK_SERVICE --set enableProxyProtocol=true

            """));

    public string Probes => "Once PROXY protocol is on, every probe of that load balancer carries a header, also for rules without the Private Link Service.";

    public IReadOnlyList<ProviderCheck> Checks { get; } =
    [
        new("Private and public traffic have a load balancer each", "With PROXY protocol on, all probes carry a header; public backends that do not read it are taken out of service."),
        new("One Private Link Service to the load balancer", "With PROXY protocol v2 Azure supports a single one on an internal load balancer."),
        new("Keep-alives are shorter than four minutes", "The path is cut after 240 to 300 seconds without data. The engine sends them each minute."),
    ];

    public bool TakesPrivateDnsName => false;

    public AliasReading ReadAlias(string? typed)
    {
        var text = (typed ?? "").Trim();
        if (AzureAlias().Match(text) is { Success: true } match) return AliasReading.Found(text, match.Groups["region"].Value);
        if (text.Length == 0) return AliasReading.Wrong("Paste the alias: <name>.<GUID>.<region>.azure.privatelinkservice.");
        if (text.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase))
            return AliasReading.Wrong("This is a resource ID. Customers connect by the alias, which the Private Link Service shows beside it.");
        if (text.EndsWith(".azure.privatelinkservice", StringComparison.OrdinalIgnoreCase))
            return AliasReading.Wrong("The alias lacks a part: in front of the region there is a GUID, and a name in front of that.");
        return AliasReading.Wrong("An alias reads <name>.<GUID>.<region>.azure.privatelinkservice.");
    }

    public string? MistakeInPrivateDnsName(string name) => "Azure makes no names for services like this one. Leave it empty.";

    public IReadOnlyList<Artefact> Accept(PublishedService service, string? account, string? linkId, string reference) =>
    [
        .. account is null ? [] : new[] { AllowSubscription(account) },
        new("Find the connection", ArtefactLanguage.Shell, "find.sh",
            $$"""
            # The request message of this endpoint is {{OneLine.Of(reference)}}. Azure pushes no events: list again until it is there.
            az network private-link-service show -g YOUR_RESOURCE_GROUP -n YOUR_PRIVATE_LINK_SERVICE \
              --query 'privateEndpointConnections[].{name:name,link:linkIdentifier,pe:privateEndpoint.id,state:privateLinkServiceConnectionState.status,note:privateLinkServiceConnectionState.description}'

            """),
        new("Accept the endpoint", ArtefactLanguage.Shell, "accept.sh",
            $"""
            az network private-link-service connection update -g YOUR_RESOURCE_GROUP --service-name YOUR_PRIVATE_LINK_SERVICE \
              -n CONNECTION_NAME --connection-status Approved --description {ShellText.Word(reference)}

            """),
    ];

    private static Artefact AllowSubscription(string account) => new("Allow the subscription", ArtefactLanguage.Shell, "allow.sh",
        $"""
        # The list is replaced as a whole: write the subscriptions that are on it already in front, separated by spaces.
        # One that is on it can ask for a connection; each endpoint is still accepted by hand.
        az network private-link-service update -g YOUR_RESOURCE_GROUP -n YOUR_PRIVATE_LINK_SERVICE \
          --visibility {ShellText.Word(account)}

        """);

    // The prefix may hold dots itself: everything is counted from the right.
    [GeneratedRegex(
        @"^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,78}[A-Za-z0-9_])?\.[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\.(?<region>[a-z0-9]+)\.azure\.privatelinkservice$",
        RegexOptions.CultureInvariant)]
    private static partial Regex AzureAlias();
}
