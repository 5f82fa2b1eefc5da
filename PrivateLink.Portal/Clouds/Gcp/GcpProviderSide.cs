using System.Text.RegularExpressions;
using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Modules;
using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Gcp;

/// <summary>The service attachment and its internal load balancer.</summary>
internal sealed partial class GcpProviderSide : IProviderSide
{
    public ProviderCheck Header { get; } = new(
        "PROXY protocol is on at the service attachment", "Without it nobody's link is known. Only new connections feel the change.",
        new("Switch it on", ArtefactLanguage.Shell, "proxy-protocol.sh",
            """
            gcloud compute service-attachments update YOUR_ATTACHMENT --region=YOUR_REGION --enable-proxy-protocol

            """));

    public string Probes => "Probes do not pass through the attachment and carry no header: give them a port that takes none.";

    public IReadOnlyList<ProviderCheck> Checks { get; } =
    [
        new("The attachment has a forwarding rule of its own", "Its target is internal, so public traffic needs a load balancer of its own."),
        new("The NAT subnet has room", "Each endpoint takes one of its addresses. When it is full, new endpoints get NEEDS_ATTENTION; it can be extended while it is used."),
        new("PROXY protocol was on before the first connection", "Connections that were open before keep coming without a header."),
    ];

    public bool TakesPrivateDnsName => true;

    public AliasReading ReadAlias(string? typed)
    {
        var text = (typed ?? "").Trim();
        if (GcpAttachment().Match(text) is { Success: true } match)
            return AliasReading.Found(text[text.IndexOf("projects/", StringComparison.Ordinal)..], match.Groups["region"].Value);
        if (text.Length == 0) return AliasReading.Wrong("Paste the URI: projects/<project>/regions/<region>/serviceAttachments/<name>.");
        if (text.Contains("/forwardingRules/", StringComparison.Ordinal))
            return AliasReading.Wrong("This is a forwarding rule. Wanted is the service attachment in front of it.");
        return AliasReading.Wrong("A service attachment reads projects/<project>/regions/<region>/serviceAttachments/<name>.");
    }

    public string? MistakeInPrivateDnsName(string name) => name.StartsWith("*.", StringComparison.Ordinal)
        ? "GCP puts the endpoint's name in front of the domain. Type the domain alone."
        : null;

    public IReadOnlyList<Artefact> Accept(PublishedService service, string? account, string? linkId, string reference)
    {
        var (name, region) = (ShellText.Word(AttachmentName(service.Alias)), ShellText.Word(service.Region));
        var project = ShellText.Word(Project(service.Alias));
        return
        [
            new("See who is connected", ArtefactLanguage.Shell, "find.sh",
                $"""
                gcloud compute service-attachments describe {name} --project={project} --region={region} \
                  --format='json(connectedEndpoints,consumerAcceptLists)'

                """),
            new("Accept the project", ArtefactLanguage.Shell, "accept.sh",
                $"""
                # The list is replaced as a whole: write the projects that are on it already in front, separated by commas.
                gcloud compute service-attachments update {name} --project={project} --region={region} \
                  --consumer-accept-list={ShellText.Word($"{account ?? "CUSTOMER_PROJECT"}=10")}

                """),
        ];
    }

    /// <summary>The attachment's own name: what the provider's commands take.</summary>
    private static string AttachmentName(string alias) => alias[(alias.LastIndexOf('/') + 1)..];

    /// <summary>The project that a service attachment is in; empty when the text is none.</summary>
    private static string Project(string alias) => GcpAttachment().Match(alias).Groups["project"].Value;

    [GeneratedRegex(
        @"^(?:https://www\.googleapis\.com/compute/(?:v1|beta)/)?projects/(?<project>[0-9]{6,20}|(?:[a-z0-9.-]{1,100}:)?[a-z][a-z0-9-]{4,28}[a-z0-9])/regions/(?<region>[a-z]+-[a-z]+[0-9]{1,2})/serviceAttachments/[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex GcpAttachment();
}
