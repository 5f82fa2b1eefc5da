using System.Text.RegularExpressions;
using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Modules;
using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Alibaba;

/// <summary>The endpoint service and its Network Load Balancer.</summary>
internal sealed partial class AlibabaProviderSide : IProviderSide
{
    public ProviderCheck Header { get; } = new(
        "PROXY protocol v2 is on at the NLB listener, with the three IDs",
        "Each ID is enabled separately: without Ppv2PrivateLinkEpIdEnabled no link is known. Ppv2PrivateLinkEpsIdEnabled lets the engine refuse endpoints of another service.",
        new("Enable PROXY protocol", ArtefactLanguage.Shell, "proxy-protocol.sh",
            """
            # Check whether your version accepts the three as one JSON value: aliyun nlb UpdateListenerAttribute help
            aliyun nlb UpdateListenerAttribute --RegionId YOUR_REGION --ListenerId YOUR_LISTENER_ID \
              --ProxyProtocolEnabled true \
              --ProxyProtocolV2Config.Ppv2VpcIdEnabled true \
              --ProxyProtocolV2Config.Ppv2PrivateLinkEpIdEnabled true \
              --ProxyProtocolV2Config.Ppv2PrivateLinkEpsIdEnabled true

            """));

    public string Probes => "Alibaba Cloud does not document whether its health checks carry a header. Check here after they have started.";

    public IReadOnlyList<ProviderCheck> Checks { get; } =
    [
        new("The service resource is a Network Load Balancer", "Only an NLB writes the endpoint's ID into the header; an ALB or a CLB cannot."),
        new("The listener is TCP, not TCPSSL", "The server name must arrive as the client sent it, and endpoint services do not support TCPSSL listeners."),
        new("The accounts of customers are on the service's whitelist", "No one else sees the service. Its setting AutoAcceptEnabled decides whether endpoints are accepted automatically."),
    ];

    public bool TakesPrivateDnsName => false;

    public string? ServiceIdOf(string alias) => ServiceName().Match(alias) is { Success: true } match ? match.Groups["service"].Value : null;

    public AliasReading ReadAlias(string? typed)
    {
        var text = (typed ?? "").Trim().ToLowerInvariant();
        if (ServiceName().Match(text) is { Success: true } match) return AliasReading.Found(text, match.Groups["region"].Value);
        if (text.Length == 0) return AliasReading.Wrong("Paste the endpoint service name: com.aliyuncs.privatelink.<region>.epsrv-<letters and digits>.");
        if (text.StartsWith("epsrv-", StringComparison.Ordinal))
            return AliasReading.Wrong("This is the service's ID or its domain name. Paste the service name, which has the region in it: com.aliyuncs.privatelink.<region>.epsrv-….");
        if (text.StartsWith("ep-", StringComparison.Ordinal))
            return AliasReading.Wrong("This is an endpoint. Paste the endpoint service's name, which ends with epsrv-….");
        return AliasReading.Wrong("An endpoint service name has the form com.aliyuncs.privatelink.<region>.epsrv-<letters and digits>.");
    }

    public string? MistakeInPrivateDnsName(string name) => "Alibaba Cloud has no such name for services like this one. Leave it empty.";

    public IReadOnlyList<Artefact> LetIn(ApprovalRequest request) =>
    [
        new("Allow the account", ArtefactLanguage.Shell, "allow.sh",
            $"""
            aliyun privatelink AddUserToVpcEndpointService {Place(request)} \
              --UserId {ShellText.Word(request.Account ?? "CUSTOMER_ACCOUNT")}

            """),
        new("Find the connection", ArtefactLanguage.Shell, "find.sh",
            $"""
            # EndpointDescription is {OneLine.Of(request.Reference)}, where the customer has kept it.
            aliyun privatelink ListVpcEndpointConnections {Place(request)}

            """),
    ];

    public Artefact Approve(ApprovalRequest request) => new("Approve it", ArtefactLanguage.Shell, "approve.sh", Decide("Enable", request));

    public Artefact Refuse(ApprovalRequest request) => new("Refuse it", ArtefactLanguage.Shell, "refuse.sh", Decide("Disable", request));

    private string Decide(string verb, ApprovalRequest request) =>
        $"""
        aliyun privatelink {verb}VpcEndpointConnection {Place(request)} \
          --EndpointId {ShellText.Word(request.LinkId ?? "CUSTOMER_ENDPOINT_ID")}

        """;

    private string Place(ApprovalRequest request) =>
        $"--RegionId {ShellText.Word(request.Service.Region)} --ServiceId {ShellText.Word(ServiceIdOf(request.Service.Alias) ?? "YOUR_ENDPOINT_SERVICE_ID")}";

    [GeneratedRegex(@"^com\.aliyuncs\.privatelink\.(?<region>[a-z]{2}-[a-z]{3,}(?:-[a-z]{3,})?(?:-[0-9]{1,2})?)\.(?<service>epsrv-[0-9a-z]{8,40})$", RegexOptions.CultureInvariant)]
    private static partial Regex ServiceName();
}
