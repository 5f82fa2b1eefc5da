using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Alibaba;

/// <summary>Creates an endpoint with an interface in each zone.</summary>
internal sealed class AlibabaEndpointRecipe : IEndpointRecipe
{
    public Recipe Create(EndpointRequest request) => new(
        [
            new("aliyun CLI", ArtefactLanguage.Shell, "create-endpoint.sh", Cli(request)),
            new("Terraform", ArtefactLanguage.Hcl, "endpoint.tf", Terraform(request)),
        ],
        Console(request));

    public string ReadBack(EndpointRequest request) =>
        $"""
        # EndpointId is the ID; EndpointStatus and ConnectionStatus say how far it is.
        aliyun privatelink ListVpcEndpoints \
          --RegionId {ShellText.Word(request.Region)} \
          --ServiceName {ShellText.Word(request.Service.Alias)}

        """;

    public string? NoticeOf(string reference) => "The service shows itself only to accounts on its whitelist: if it is not found, tell us your account ID.";

    private static bool IsRemote(EndpointRequest request) => request.Region != request.Service.Region;

    private static IEnumerable<(string Zone, string VSwitch)> Places(EndpointRequest request) => request.Values.Many(AlibabaForm.VSwitches).Select(AlibabaForm.Pair);

    private static string Cli(EndpointRequest request)
    {
        var values = request.Values;
        var serviceRegion = IsRemote(request) ? $"\n  --ServiceRegionId {ShellText.Word(request.Service.Region)} \\" : "";
        var zones = string.Join(" \\\n  ", Places(request).Select((place, index) =>
            $"--Zone.{index + 1}.ZoneId {ShellText.Word(place.Zone)} --Zone.{index + 1}.VSwitchId {ShellText.Word(place.VSwitch)}"));
        return $"""
            #!/usr/bin/env bash
            # Creates the endpoint and prints its EndpointId. Check the flags in your version: aliyun privatelink CreateVpcEndpoint help
            set -euo pipefail

            aliyun privatelink CreateVpcEndpoint \
              --RegionId {ShellText.Word(request.Region)} \{serviceRegion}
              --EndpointType Interface \
              --EndpointName {ShellText.Word(values.One(AlibabaForm.EndpointName))} \
              --EndpointDescription {ShellText.Word(request.Reference)} \
              --VpcId {ShellText.Word(values.One(AlibabaForm.Vpc))} \
              --ServiceName {ShellText.Word(request.Service.Alias)} \
              --SecurityGroupId.1 {ShellText.Word(values.One(AlibabaForm.SecurityGroup))} \
              {zones}

            # It is made in the background: it is ready once this shows EndpointStatus Active.
            {ReadBackOf(request)}
            """;
    }

    private static string ReadBackOf(EndpointRequest request) =>
        $"""
        aliyun privatelink ListVpcEndpoints --RegionId {ShellText.Word(request.Region)} --ServiceName {ShellText.Word(request.Service.Alias)}

        """;

    private static string Terraform(EndpointRequest request)
    {
        var values = request.Values;
        var remote = IsRemote(request) ? "\n# The service is in another region: check that your version of the provider creates such endpoints." : "";
        return $$"""
            # Use it with a provider for {{OneLine.Of(request.Region)}}.{{remote}}
            resource "alicloud_privatelink_vpc_endpoint" "private_link" {
              endpoint_type        = "Interface"
              vpc_endpoint_name    = {{HclText.Quoted(values.One(AlibabaForm.EndpointName))}}
              endpoint_description = {{HclText.Quoted(request.Reference)}}
              vpc_id               = {{HclText.Quoted(values.One(AlibabaForm.Vpc))}}
              service_name         = {{HclText.Quoted(request.Service.Alias)}}
              security_group_ids   = {{HclText.List(values.Many(AlibabaForm.SecurityGroup))}}
            }
            {{string.Concat(Places(request).Select(Zone))}}
            output "endpoint_id" {
              value = alicloud_privatelink_vpc_endpoint.private_link.id
            }

            output "endpoint_domain" {
              value = alicloud_privatelink_vpc_endpoint.private_link.endpoint_domain
            }

            """;
    }

    private static string Zone((string Zone, string VSwitch) place, int index) =>
        $$"""

        resource "alicloud_privatelink_vpc_endpoint_zone" "zone_{{index + 1}}" {
          endpoint_id = alicloud_privatelink_vpc_endpoint.private_link.id
          zone_id     = {{HclText.Quoted(place.Zone)}}
          vswitch_id  = {{HclText.Quoted(place.VSwitch)}}
        }

        """;

    private static IReadOnlyList<string> Console(EndpointRequest request) =>
    [
        $"In the Alibaba Cloud console, switch to {request.Region} and open PrivateLink > Endpoints > Create Endpoint.",
        "As type choose an interface endpoint, and to find the service by its name.",
        $"Paste the service name {request.Service.Alias} and have it verified.",
        .. IsRemote(request) ? [$"The service is in {request.Service.Region}: check that the console offers endpoints of another region."] : Array.Empty<string>(),
        $"Choose the VPC {request.Values.One(AlibabaForm.Vpc)} and the security group {request.Values.One(AlibabaForm.SecurityGroup)}. It must let your clients in on TCP {string.Join(", ", request.Service.Ports)}.",
        $"Choose the zones with their vSwitches: {string.Join(", ", Places(request).Select(place => $"{place.VSwitch} in {place.Zone}"))}.",
        $"Name it {request.Values.One(AlibabaForm.EndpointName)}, and create the endpoint.",
    ];
}
