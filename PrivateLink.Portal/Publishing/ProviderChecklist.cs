using System.Diagnostics;
using System.Globalization;
using PrivateLink.Engine.Links;
using PrivateLink.Portal.Clouds.Artefacts;

namespace PrivateLink.Portal.Publishing;

/// <summary>What has to be right on the provider's side of each cloud, ticked by what the engine sees. Pure.</summary>
public static class ProviderChecklist
{
    public static IReadOnlyList<ChecklistItem> Of(CloudProvider cloud, ServiceEvidence? evidence) =>
    [
        Bound(cloud, evidence),
        Header(cloud, evidence),
        Trusted(evidence),
        Probes(cloud, evidence),
        .. OwnOf(cloud),
    ];

    private static ChecklistItem Bound(CloudProvider cloud, ServiceEvidence? evidence) => new(
        "A listener is bound to the service",
        "Link IDs count only at a listener of their service. Add these settings, or set Engine:Listeners:<name>:Service of a listener that you have. Then restart the portal.",
        evidence is null ? ChecklistState.Open : evidence.Listeners.Count > 0 ? ChecklistState.Seen : ChecklistState.Wrong,
        evidence is null ? null : evidence.Listeners.Count > 0 ? $"Bound: {string.Join(", ", evidence.Listeners)}." : "No listener names it.",
        evidence is { Listeners.Count: 0 } ? ListenerRecipe.Of(cloud, evidence.Service) : null);

    private static ChecklistItem Header(CloudProvider cloud, ServiceEvidence? evidence)
    {
        var (title, command) = cloud switch
        {
            CloudProvider.Aws => ("PROXY protocol v2 is on at the target group",
                "aws elbv2 modify-target-group-attributes --target-group-arn YOUR_TARGET_GROUP_ARN \\\n  --attributes Key=proxy_protocol_v2.enabled,Value=true\n"),
            CloudProvider.Azure => ("PROXY protocol v2 is on at the Private Link Service",
                "az network private-link-service update -g YOUR_RESOURCE_GROUP -n YOUR_PRIVATE_LINK_SERVICE --set enableProxyProtocol=true\n"),
            CloudProvider.Gcp => ("PROXY protocol is on at the service attachment",
                "gcloud compute service-attachments update YOUR_ATTACHMENT --region=YOUR_REGION --enable-proxy-protocol\n"),
            _ => throw new UnreachableException(),
        };
        var isMissing = evidence?.HeaderMissing > (evidence?.LinkSeen ?? DateTime.MinValue);
        return new(title, "Without it nobody's link is known. Only new connections feel the change.",
            isMissing ? ChecklistState.Wrong : evidence?.LinkSeen is not null ? ChecklistState.Seen : ChecklistState.Open,
            isMissing ? $"A connection without a header came at {At(evidence!.HeaderMissing!.Value)}." : evidence?.LinkSeen is { } seen ? $"A link ID came in at {At(seen)}." : null,
            new Artefact("Switch it on", ArtefactLanguage.Shell, "proxy-protocol.sh", command));
    }

    private static ChecklistItem Trusted(ServiceEvidence? evidence) => new(
        "Only the load balancer is believed", "Whoever may write a header may claim any link. Set TrustedSources to the load balancer's own addresses, and let nobody else reach the port.",
        evidence is null || evidence.Listeners.Count == 0 ? ChecklistState.Open : evidence.TrustsEveryone || !evidence.RequiresHeader ? ChecklistState.Wrong : ChecklistState.Seen,
        evidence switch
        {
            { TrustsEveryone: true } => "A listener believes everybody: connect-to-claim does not count there.",
            { UntrustedSeen: { } tried } => $"Somebody else tried at {At(tried)}, and was refused.",
            _ => null,
        });

    private static ChecklistItem Probes(CloudProvider cloud, ServiceEvidence? evidence) => new(
        "Health checks are answered", cloud switch
        {
            CloudProvider.Aws => "Probes of the load balancer carry a header without a client; the engine closes them quietly.",
            CloudProvider.Azure => "Once PROXY protocol is on, every probe of that load balancer carries a header, also for rules without the Private Link Service.",
            _ => "Probes do not pass through the attachment and carry no header: give them a port that takes none.",
        },
        evidence?.ProbeSeen is not null ? ChecklistState.Seen : ChecklistState.Open, evidence?.ProbeSeen is { } seen ? $"One came at {At(seen)}." : null);

    private static IEnumerable<ChecklistItem> OwnOf(CloudProvider cloud) => cloud switch
    {
        CloudProvider.Aws =>
        [
            new("The listener is TCP, not TLS", "The server name has to arrive as the client sent it."),
            new("The idle timeout is untouched where other regions are supported", "A load balancer with a custom TCP idle timeout takes no cross-region endpoints."),
            new("Client addresses are preserved only where that is wanted", "It has no effect on private traffic. On public traffic, security groups can then no longer tell the load balancer from its clients.",
                Command: new Artefact("See how it is", ArtefactLanguage.Shell, "preservation.sh", "aws elbv2 describe-target-group-attributes --target-group-arn YOUR_TARGET_GROUP_ARN \\\n  --query \"Attributes[?Key=='preserve_client_ip.enabled']\"\n")),
        ],
        CloudProvider.Azure =>
        [
            new("Private and public traffic have a load balancer each", "With PROXY protocol on, all probes carry a header; public backends that do not read it are taken out of service."),
            new("One Private Link Service to the load balancer", "With PROXY protocol v2 Azure supports a single one on an internal load balancer."),
            new("Keep-alives are shorter than four minutes", "The path is cut after 240 to 300 seconds without data. The engine sends them each minute."),
        ],
        _ =>
        [
            new("The attachment has a forwarding rule of its own", "Its target is internal, so public traffic needs a load balancer of its own."),
            new("The NAT subnet has room", "Each endpoint takes one of its addresses. When it is full, new endpoints get NEEDS_ATTENTION; it can be extended while it is used."),
            new("PROXY protocol was on before the first connection", "Connections that were open before keep coming without a header."),
        ],
    };

    private static string At(DateTime time) => time.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
