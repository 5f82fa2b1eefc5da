using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Gcp;

/// <summary>Creates a PSC endpoint: an address and a forwarding rule.</summary>
internal sealed class GcpEndpointRecipe : IEndpointRecipe
{
    public Recipe Create(EndpointRequest request) => new(
        [
            new("gcloud", ArtefactLanguage.Shell, "create-endpoint.sh", Cli(request)),
            GcpTerraform.Endpoint(request),
        ],
        Console(request));

    public string? NoticeOf(EndpointRequest request) => null;

    /// <summary>Prints the endpoint's address, connection ID and status.</summary>
    public string ReadBack(EndpointRequest request) =>
        $"""
        gcloud compute forwarding-rules describe {ShellText.Word(request.Values.One(GcpForm.EndpointName))} \
          --project={ShellText.Word(request.Values.One(GcpForm.Project))} \
          --region={ShellText.Word(request.Region)} \
          --format='json(IPAddress,pscConnectionId,pscConnectionStatus,target)'

        """;

    public IReadOnlyList<string> ReadBackByHand(EndpointRequest request) =>
    [
        $"In the Google Cloud console, choose the project {request.Values.One(GcpForm.Project)} and open Network services > Private Service Connect > Connected endpoints.",
        $"Choose the endpoint {request.Values.One(GcpForm.EndpointName)} in {request.Region}.",
        "Its PSC connection ID is a number of up to 20 digits; its status must be Accepted.",
        "Its address is next to it.",
    ];

    public static string AddressName(FormValues values) => $"{values.One(GcpForm.EndpointName)}-address";

    public static string NetworkId(FormValues values) => $"projects/{values.One(GcpForm.Project)}/global/networks/{values.One(GcpForm.Network)}";

    private string Cli(EndpointRequest request)
    {
        var values = request.Values;
        var (project, region) = (ShellText.Word(values.One(GcpForm.Project)), ShellText.Word(request.Region));
        var address = values.Find(GcpForm.Address) is { } wanted ? $" \\\n  --addresses={ShellText.Word(wanted)}" : "";
        var globalAccess = request.GlobalAccess ? " \\\n  --allow-psc-global-access" : "";
        return $"""
            #!/usr/bin/env bash
            # Reserves an address, creates the PSC endpoint, and prints its connection ID.
            set -euo pipefail

            gcloud compute addresses create {ShellText.Word(AddressName(values))} \
              --project={project} \
              --region={region} \
              --subnet={ShellText.Word(values.One(GcpForm.Subnet))}{address}

            gcloud compute forwarding-rules create {ShellText.Word(values.One(GcpForm.EndpointName))} \
              --project={project} \
              --region={region} \
              --network={ShellText.Word(values.One(GcpForm.Network))} \
              --address={ShellText.Word(AddressName(values))} \
              --target-service-attachment={ShellText.Word(request.Service.Alias)}{globalAccess}

            {ReadBack(request)}
            """;
    }

    private static IReadOnlyList<string> Console(EndpointRequest request) =>
    [
        $"In the Google Cloud console, choose the project {request.Values.One(GcpForm.Project)} and open Network services > Private Service Connect > Connect endpoint.",
        "As the target, choose \"Published service\".",
        $"Paste the service attachment {request.Service.Alias}.",
        $"Name the endpoint {request.Values.One(GcpForm.EndpointName)}, and choose the network {request.Values.One(GcpForm.Network)} and the subnet {request.Values.One(GcpForm.Subnet)} in {request.Region}.",
        "Create an IP address for it.",
        .. request.GlobalAccess ? ["Turn on global access: your clients are in another region."] : Array.Empty<string>(),
        "Add the endpoint.",
    ];
}
