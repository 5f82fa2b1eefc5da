using System.Text.RegularExpressions;
using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Modules;
using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Gcp;

/// <summary>The service attachment and its internal load balancer.</summary>
internal sealed partial class GcpProviderSide : IProviderSide
{
    public ProviderCheck Header { get; } = new(
        "PROXY protocol is on at the service attachment", "Without it, no link is known. The change affects new connections only.",
        new("Enable PROXY protocol", ArtefactLanguage.Shell, "proxy-protocol.sh",
            """
            gcloud compute service-attachments update YOUR_ATTACHMENT --region=YOUR_REGION --enable-proxy-protocol

            """));

    public string Probes => "Probes bypass the attachment and carry no header. Give them a port that requires none.";

    public IReadOnlyList<ProviderCheck> Checks { get; } =
    [
        new("The attachment has a forwarding rule of its own", "Its target is internal, so public traffic needs a load balancer of its own."),
        new("The NAT subnet has room", "Each endpoint uses one of its addresses. When it is full, new endpoints get NEEDS_ATTENTION. You can extend it while it is in use."),
        new("PROXY protocol was on before the first connection", "Connections opened earlier continue without a header."),
    ];

    public bool TakesPrivateDnsName => true;

    public AliasReading ReadAlias(string? typed)
    {
        var text = (typed ?? "").Trim();
        if (GcpAttachment().Match(text) is { Success: true } match)
            return AliasReading.Found(text[text.IndexOf("projects/", StringComparison.Ordinal)..], match.Groups["region"].Value);
        if (text.Length == 0) return AliasReading.Wrong("Paste the URI: projects/<project>/regions/<region>/serviceAttachments/<name>.");
        if (text.Contains("/forwardingRules/", StringComparison.Ordinal))
            return AliasReading.Wrong("This is a forwarding rule. Paste the service attachment in front of it.");
        return AliasReading.Wrong("A service attachment has the form projects/<project>/regions/<region>/serviceAttachments/<name>.");
    }

    public string? MistakeInPrivateDnsName(string name) => name.StartsWith("*.", StringComparison.Ordinal)
        ? "GCP puts the endpoint's name in front of the domain. Type the domain alone."
        : null;

    /// <summary>A project on the accept list is accepted automatically.</summary>
    public bool AcceptsByItself(PublishedService service, bool isLetIn) => service.Acceptance == Acceptance.Open || isLetIn;

    public IReadOnlyList<Artefact> LetIn(ApprovalRequest request) =>
    [
        Accepting("Accept the project", "accept.sh", request),
        new("See who is connected", ArtefactLanguage.Shell, "find.sh",
            $"""
            gcloud compute service-attachments describe {Place(request)} \
              --format='json(connectedEndpoints,consumerAcceptLists)'

            """),
    ];

    public Artefact Approve(ApprovalRequest request) => Accepting("Approve it", "approve.sh", request);

    /// <summary>A project can be on only one list.</summary>
    public Artefact Refuse(ApprovalRequest request) =>
        Listing("Refuse it", "refuse.sh", "consumer-reject-list", "consumerRejectLists", ".", ProjectOf(request), request, "# If the project is on the accept list, remove it from there first.\n");

    private static Artefact Accepting(string tool, string file, ApprovalRequest request) => Listing(
        tool, file, "consumer-accept-list", "consumerAcceptLists", """
        "\(.projectIdOrNum // .networkUrl)=\(.connectionLimit)"
        """, $"{ProjectOf(request)}=10", request);

    /// <summary>
    /// The command replaces the whole list, so it reads the current list and adds the project. A project that is already on the list keeps its limit.
    /// </summary>
    private static Artefact Listing(string tool, string file, string flag, string list, string entry, string added, ApprovalRequest request, string before = "") => new(tool, ArtefactLanguage.Shell, file,
        $"""
        {before}# Needs jq. The command replaces the whole list, so it first reads the current entries.
        gcloud compute service-attachments update {Place(request)} \
          --{flag}="$(gcloud compute service-attachments describe {Place(request)} --format=json |
            jq -r --arg added {ShellText.Word(added)} '[(.{list} // [])[] | {entry}] + [$added] | unique_by(split("=")[0]) | join(",")')"

        """);

    private static string ProjectOf(ApprovalRequest request) => request.Account ?? "CUSTOMER_PROJECT";

    private static string Place(ApprovalRequest request) =>
        $"{ShellText.Word(AttachmentName(request.Service.Alias))} --project={ShellText.Word(Project(request.Service.Alias))} --region={ShellText.Word(request.Service.Region)}";

    /// <summary>The attachment's own name, which the provider's commands need.</summary>
    private static string AttachmentName(string alias) => alias[(alias.LastIndexOf('/') + 1)..];

    /// <summary>The project of a service attachment. Empty if the text is not a service attachment.</summary>
    private static string Project(string alias) => GcpAttachment().Match(alias).Groups["project"].Value;

    [GeneratedRegex(
        @"^(?:https://www\.googleapis\.com/compute/(?:v1|beta)/)?projects/(?<project>[0-9]{6,20}|(?:[a-z0-9.-]{1,100}:)?[a-z][a-z0-9-]{4,28}[a-z0-9])/regions/(?<region>[a-z]+-[a-z]+[0-9]{1,2})/serviceAttachments/[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex GcpAttachment();
}
