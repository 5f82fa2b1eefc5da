using System.Text.RegularExpressions;
using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Modules;
using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Aws;

/// <summary>The VPC endpoint service and its Network Load Balancer.</summary>
internal sealed partial class AwsProviderSide : IProviderSide
{
    public ProviderCheck Header { get; } = new(
        "PROXY protocol v2 is on at the target group", "Without it, no link is known. The change affects new connections only.",
        new("Enable PROXY protocol", ArtefactLanguage.Shell, "proxy-protocol.sh",
            """
            aws elbv2 modify-target-group-attributes --target-group-arn YOUR_TARGET_GROUP_ARN \
              --attributes Key=proxy_protocol_v2.enabled,Value=true

            """));

    public string Probes => "The load balancer's probes carry a header without a client address. The engine closes them without an error.";

    public IReadOnlyList<ProviderCheck> Checks { get; } =
    [
        new("The listener is TCP, not TLS", "The server name must arrive as the client sent it."),
        new("The idle timeout is unchanged if other regions are supported", "A load balancer with a custom TCP idle timeout does not support cross-region endpoints."),
        new("Client addresses are preserved only if needed", "It has no effect on private traffic. On public traffic, security groups can then no longer tell the load balancer from its clients.",
            new("Show the current state", ArtefactLanguage.Shell, "preservation.sh",
                """
                aws elbv2 describe-target-group-attributes --target-group-arn YOUR_TARGET_GROUP_ARN \
                  --query "Attributes[?Key=='preserve_client_ip.enabled']"

                """)),
    ];

    public bool TakesPrivateDnsName => true;

    public AliasReading ReadAlias(string? typed)
    {
        var text = (typed ?? "").Trim().ToLowerInvariant();
        if (AwsServiceName().Match(text) is { Success: true } match) return AliasReading.Found(text, match.Groups["region"].Value);
        if (text.Length == 0) return AliasReading.Wrong("Paste the service name: com.amazonaws.vpce.<region>.vpce-svc-<17 digits and letters a to f>.");
        if (text.StartsWith("vpce-svc-", StringComparison.Ordinal))
            return AliasReading.Wrong($"This is the service ID. The service name has the region in front of it: com.amazonaws.vpce.<region>.{text}");
        if (text.StartsWith("vpce-", StringComparison.Ordinal))
            return AliasReading.Wrong("This is an endpoint. Paste the endpoint service's name, which ends with vpce-svc-….");
        if (text.EndsWith(".vpce.amazonaws.com", StringComparison.Ordinal))
            return AliasReading.Wrong("This is a DNS name. Paste the service name, which begins with com.amazonaws.vpce.");
        return AliasReading.Wrong("An AWS service name has the form com.amazonaws.vpce.<region>.vpce-svc-<17 digits and letters a to f>.");
    }

    public string? MistakeInPrivateDnsName(string name) => null;

    public IReadOnlyList<Artefact> LetIn(ApprovalRequest request)
    {
        var (service, account) = (request.Service, request.Account ?? "CUSTOMER_ACCOUNT");
        var (region, id) = (ShellText.Word(service.Region), ShellText.Word(ServiceId(service.Alias)));
        return
        [
            new("Allow the account", ArtefactLanguage.Shell, "allow.sh",
                $"""
                aws ec2 modify-vpc-endpoint-service-permissions --region {region} --service-id {id} \
                  --add-allowed-principals {ShellText.Word($"arn:aws:iam::{account}:root")}

                """),
            new("Find the connection", ArtefactLanguage.Shell, "find.sh",
                $$"""
                aws ec2 describe-vpc-endpoint-connections --region {{region}} \
                  --filters Name=service-id,Values={{id}} {{ShellText.Word($"Name=vpc-endpoint-owner,Values={account}")}} \
                  --query 'VpcEndpointConnections[].{Id:VpcEndpointId,State:VpcEndpointState}'

                """),
        ];
    }

    public Artefact Approve(ApprovalRequest request) => new("Approve it", ArtefactLanguage.Shell, "approve.sh", Decide("accept", request));

    public Artefact Refuse(ApprovalRequest request) => new("Refuse it", ArtefactLanguage.Shell, "refuse.sh", Decide("reject", request));

    private static string Decide(string verb, ApprovalRequest request) =>
        $"""
        aws ec2 {verb}-vpc-endpoint-connections --region {ShellText.Word(request.Service.Region)} \
          --service-id {ShellText.Word(ServiceId(request.Service.Alias))} --vpc-endpoint-ids {ShellText.Word(request.LinkId ?? "CUSTOMER_VPC_ENDPOINT_ID")}

        """;

    /// <summary>The service ID inside the service name. The provider's commands need it.</summary>
    private static string ServiceId(string alias) => alias[(alias.LastIndexOf('.') + 1)..];

    [GeneratedRegex(@"^com\.amazonaws\.vpce\.(?<region>[a-z]{2,4}(?:-[a-z]+){1,2}-[0-9]{1,2})\.vpce-svc-(?:[0-9a-f]{17}|[0-9a-f]{8})$", RegexOptions.CultureInvariant)]
    private static partial Regex AwsServiceName();
}
