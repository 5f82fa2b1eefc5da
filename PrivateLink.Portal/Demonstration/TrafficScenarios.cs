using System.Collections.Immutable;
using PrivateLink.Protocol.Reasons;
using static PrivateLink.Portal.Demonstration.ClientActs;
using static PrivateLink.Portal.Demonstration.DemoNames;

namespace PrivateLink.Portal.Demonstration;

/// <summary>The demonstration's traffic: frequency, description, listener, headers, the client's acts, and the expected decision.</summary>
public static class TrafficScenarios
{
    public static ImmutableArray<TrafficScenario> All { get; } =
    [
        // Customers on their own private endpoints.
        new(22, "Megacorp through its AWS endpoint", AwsListener, [PlayedHeader.Of(MegacorpAwsLink)], Https(MegacorpHost), Reason.LinkMatched),
        new(14, "Megacorp through its Azure endpoint", AzureListener, [PlayedHeader.Of(MegacorpAzureLink)], Https(MegacorpHost), Reason.LinkMatched),
        new(14, "Globex through its GCP endpoint", GcpListener, [PlayedHeader.Of(GlobexGcpLink)], Https(GlobexHost), Reason.LinkMatched),
        new(6, "Globex through its Alibaba Cloud endpoint", AlibabaListener, [PlayedHeader.Of(GlobexAlibabaLink)], Https(GlobexHost), Reason.LinkMatched),
        new(2, "Megacorp for a longer session", AwsListener, [PlayedHeader.Of(MegacorpAwsLink)], LongSession(MegacorpHost), Reason.LinkMatched),

        // Another customer's private endpoint, or none.
        new(5, "Megacorp through a stranger's AWS endpoint", AwsListener, [PlayedHeader.Of(StrangerAwsLink)], Https(MegacorpHost), Reason.LinkMismatch),
        new(3, "Megacorp through a stranger's Azure endpoint", AzureListener, [PlayedHeader.Of(StrangerAzureLink)], Https(MegacorpHost), Reason.LinkMismatch),
        new(4, "Globex, monitored, through an endpoint it has not listed", GcpListener, [PlayedHeader.Of(StrangerGcpLink)], Https(GlobexHost), Reason.LinkMismatch),
        new(2, "Globex, monitored, through a stranger's Alibaba Cloud endpoint", AlibabaListener, [PlayedHeader.Of(StrangerAlibabaLink)], Https(GlobexHost), Reason.LinkMismatch),
        new(6, "Megacorp over the internet", PublicListener, [], Https(MegacorpHost), Reason.LinkMissing),
        new(3, "Megacorp over the internet, through the AWS balancer", AwsListener, [PlayedHeader.WithoutLink], Https(MegacorpHost), Reason.LinkMissing),
        new(3, "Globex, monitored, over the internet", PublicListener, [], Https(GlobexHost), Reason.LinkMissing),

        // The host decides before the link does.
        new(9, "The open status page over the internet", PublicListener, [], Https(StatusHost), Reason.HostOpen),
        new(2, "The open status page through an AWS endpoint", AwsListener, [PlayedHeader.Of(MegacorpAwsLink)], Https(StatusHost), Reason.HostOpen),
        new(3, "A host that nobody knows", AwsListener, [PlayedHeader.Of(StrangerAwsLink)], Https(UnknownHost), Reason.NameUnknown),
        new(2, "An address in place of a host", PublicListener, [], Https("127.0.0.1"), Reason.NameMissing),

        // Balancers and probes.
        new(5, "A health check of the AWS balancer", AwsListener, [PlayedHeader.Local], Leave, Reason.HealthCheck),
        new(4, "A health check of the Azure balancer", AzureListener, [PlayedHeader.Local], Leave, Reason.HealthCheck),
        new(2, "A port check through a GCP endpoint", GcpListener, [PlayedHeader.Of(GlobexGcpLink)], Leave, Reason.ProbeHeader),

        // Malformed or forged traffic.
        new(2, "A stranger that sends Megacorp's header behind its own", AwsListener, [PlayedHeader.Of(StrangerAwsLink), PlayedHeader.Of(MegacorpAwsLink)], Https(MegacorpHost), Reason.HeaderNested),
        new(1, "A header over the internet", PublicListener, [PlayedHeader.Of(MegacorpAwsLink)], Https(MegacorpHost), Reason.HeaderUnexpected),
        new(1, "TLS without the header it needs", AzureListener, [], Https(MegacorpHost), Reason.HeaderMissing),
        new(3, "Plain HTTP where TLS belongs", PublicListener, [], PlainHttp(StatusHost), Reason.HelloNotTls),
    ];
}
