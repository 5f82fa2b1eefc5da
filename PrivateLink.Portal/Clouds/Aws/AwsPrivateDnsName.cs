using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Dns;
using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Aws;

/// <summary>AWS: a service may have a verified name. AWS creates its DNS records once the endpoint's owner enables it.</summary>
internal static class AwsPrivateDnsName
{
    /// <summary>Whether the service's name covers every host.</summary>
    public static bool Fits(EndpointRequest request) =>
        request.Service.PrivateDnsName is { } name && request.Hosts.Count > 0 && request.Hosts.All(host => Covers(name, host));

    public static DnsPlan Plan(DnsRequest request)
    {
        var name = request.PrivateEndpoint.Service.PrivateDnsName!;
        return new(
            [],
            new Recipe(
                [
                    new("AWS CLI", ArtefactLanguage.Shell, "enable-private-dns.sh", Cli(request)),
                    AwsTerraform.Dns(request.EndpointWithHosts),
                    AwsCloudFormation.Dns(request.EndpointWithHosts),
                ],
                [
                    $"In the AWS console, open VPC > Endpoints and choose {request.LinkIdOrStandIn}.",
                    "Actions > Modify private DNS name, select \"Enable for this endpoint\", and save.",
                ]),
            [
                $"The service carries the private DNS name {name}. AWS creates the records in your VPC, so you create none.",
                .. name.StartsWith("*.", StringComparison.Ordinal)
                    ? ["AWS does not document wildcards as private DNS names of services like ours. Check in your cloud afterwards that the host resolves to a private address."]
                    : Array.Empty<string>(),
                "DNS support and DNS hostnames must be enabled in the VPC.",
            ]);
    }

    private static bool Covers(string name, string host) =>
        name == host || (name.StartsWith("*.", StringComparison.Ordinal) && host[(host.IndexOf('.', StringComparison.Ordinal) + 1)..] == name[2..]);

    private static string Cli(DnsRequest request) =>
        $"""
        # Once the endpoint is available.
        aws ec2 modify-vpc-endpoint \
          --region {ShellText.Word(request.PrivateEndpoint.Region)} \
          --vpc-endpoint-id {ShellText.Word(request.LinkIdOrStandIn)} \
          --private-dns-enabled

        """;
}
