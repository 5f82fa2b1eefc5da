using System.Text.RegularExpressions;
using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Modules;
using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Azure;

/// <summary>The Private Link Service and its Standard Load Balancer.</summary>
internal sealed partial class AzureProviderSide : IProviderSide
{
    public ProviderCheck Header { get; } = new(
        "PROXY protocol v2 is on at the Private Link Service", "Without it, no link is known. The change affects new connections only.",
        new("Enable PROXY protocol", ArtefactLanguage.Shell, "proxy-protocol.sh",
            """
            az network private-link-service update -g YOUR_RESOURCE_GROUP -n YOUR_PRIVATE_LINK_SERVICE --set enableProxyProtocol=true

            """));

    public string Probes => "Once PROXY protocol is on, every probe of that load balancer carries a header, also for rules without the Private Link Service.";

    public IReadOnlyList<ProviderCheck> Checks { get; } =
    [
        new("Private and public traffic use separate load balancers", "With PROXY protocol on, all probes carry a header; public backends that do not read it are taken out of service."),
        new("The load balancer has one Private Link Service", "With PROXY protocol v2, Azure supports only one on an internal load balancer."),
        new("Keep-alives are shorter than four minutes", "Azure closes idle connections after 240 to 300 seconds. The engine sends keep-alives every minute."),
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
            return AliasReading.Wrong("The alias is incomplete. Its form is <name>.<GUID>.<region>.azure.privatelinkservice.");
        return AliasReading.Wrong("An alias has the form <name>.<GUID>.<region>.azure.privatelinkservice.");
    }

    public string? MistakeInPrivateDnsName(string name) => "Azure creates no names for services like this one. Leave it empty.";

    public string? ResourceIdForm => "It is used in the approve command: /subscriptions/<GUID>/resourceGroups/<group>/providers/Microsoft.Network/privateLinkServices/<name>.";

    public bool IsResourceId(string text) => ResourceId().IsMatch(text);

    /// <summary>Never: an endpoint that connects by alias always waits for approval.</summary>
    public bool AcceptsByItself(PublishedService service, bool isLetIn) => false;

    public IReadOnlyList<Artefact> LetIn(ApprovalRequest request) =>
    [
        .. request.Account is { } account ? new[] { AllowSubscription(request, account) } : [],
        new("Find the connection", ArtefactLanguage.Shell, "find.sh",
            $$"""
            # The request message of this endpoint is {{OneLine.Of(request.Reference)}}. Azure sends no events, so list again until it appears.
            az network private-link-service show {{Place(request)}} \
              --query 'privateEndpointConnections[].{name:name,link:linkIdentifier,pe:privateEndpoint.id,state:privateLinkServiceConnectionState.status,note:privateLinkServiceConnectionState.description}'

            """),
    ];

    public Artefact Approve(ApprovalRequest request) => new("Approve it", ArtefactLanguage.Shell, "approve.sh", Decide("approve", request));

    public Artefact Refuse(ApprovalRequest request) => new("Refuse it", ArtefactLanguage.Shell, "refuse.sh", Decide("reject", request));

    /// <summary>Finds the connection by the request message. It is the connection's description until the provider accepts or refuses.</summary>
    private static string Decide(string verb, ApprovalRequest request) =>
        $"""
        az network private-endpoint-connection {verb} --description {ShellText.Word(request.Reference)} \
          --id "$(az network private-link-service show {Place(request)} \
            --query {ShellText.Word($"privateEndpointConnections[?privateLinkServiceConnectionState.description=='{JmesText(request.Reference)}'].id | [0]")} -o tsv)"

        """;

    private static string JmesText(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);

    /// <summary>The arguments that identify the Private Link Service.</summary>
    private static string Place(ApprovalRequest request) =>
        request.ResourceId is { } id ? $"--ids {ShellText.Word(id)}" : "-g YOUR_RESOURCE_GROUP -n YOUR_PRIVATE_LINK_SERVICE";

    private static Artefact AllowSubscription(ApprovalRequest request, string account) => new("Allow the subscription", ArtefactLanguage.Shell, "allow.sh",
        $"""
        # This replaces the whole list. Put the existing subscriptions first, separated by spaces.
        # Listed subscriptions can request a connection. Each endpoint must still be accepted manually.
        az network private-link-service update {Place(request)} \
          --visibility {ShellText.Word(account)}

        """);

    [GeneratedRegex("^/subscriptions/[0-9a-f-]{36}/resourceGroups/[^/\\s]+/providers/Microsoft\\.Network/privateLinkServices/[^/\\s]+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ResourceId();

    // The prefix may contain dots, so the pattern counts from the right.
    [GeneratedRegex(
        @"^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,78}[A-Za-z0-9_])?\.[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\.(?<region>[a-z0-9]+)\.azure\.privatelinkservice$",
        RegexOptions.CultureInvariant)]
    private static partial Regex AzureAlias();
}
