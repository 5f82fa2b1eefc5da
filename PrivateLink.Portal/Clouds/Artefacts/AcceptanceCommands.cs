using System.Diagnostics;
using PrivateLink.Engine.Links;
using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Artefacts;

/// <summary>What operations run on the provider's side for one customer's endpoint: let the account in, find the connection, accept it.</summary>
public static class AcceptanceCommands
{
    /// <param name="service">The service that the endpoint connects to.</param>
    /// <param name="account">The customer's account, subscription or project; null when it is unknown.</param>
    /// <param name="linkId">The link ID; null while it is unknown.</param>
    /// <param name="reference">The endpoint's reference, which Azure's request message carries.</param>
    public static IReadOnlyList<Artefact> Of(PublishedService service, string? account, string? linkId, string reference) => service.Cloud switch
    {
        CloudProvider.Aws => Aws(service, account, linkId),
        CloudProvider.Azure => Azure(account, reference),
        CloudProvider.Gcp => Gcp(service, account),
        _ => throw new UnreachableException(),
    };

    private static IReadOnlyList<Artefact> Aws(PublishedService service, string? account, string? linkId)
    {
        var (region, id) = (ShellText.Word(service.Region), ShellText.Word(AliasInput.AwsServiceId(service.Alias)));
        return
        [
            new("Allow the account", ArtefactLanguage.Shell, "allow.sh",
                $"""
                aws ec2 modify-vpc-endpoint-service-permissions --region {region} --service-id {id} \
                  --add-allowed-principals {ShellText.Word($"arn:aws:iam::{account ?? "CUSTOMER_ACCOUNT"}:root")}

                """),
            new("Accept the endpoint", ArtefactLanguage.Shell, "accept.sh",
                $$"""
                aws ec2 describe-vpc-endpoint-connections --region {{region}} \
                  --filters Name=service-id,Values={{id}} {{ShellText.Word($"Name=vpc-endpoint-owner,Values={account ?? "CUSTOMER_ACCOUNT"}")}} \
                  --query 'VpcEndpointConnections[].{Id:VpcEndpointId,State:VpcEndpointState}'
                aws ec2 accept-vpc-endpoint-connections --region {{region}} --service-id {{id}} \
                  --vpc-endpoint-ids {{ShellText.Word(linkId ?? "CUSTOMER_VPC_ENDPOINT_ID")}}

                """),
        ];
    }

    private static IReadOnlyList<Artefact> Azure(string? account, string reference) =>
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

    private static IReadOnlyList<Artefact> Gcp(PublishedService service, string? account)
    {
        var (name, region) = (ShellText.Word(AliasInput.GcpAttachmentName(service.Alias)), ShellText.Word(service.Region));
        var project = ShellText.Word(AliasInput.GcpProject(service.Alias));
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
}
