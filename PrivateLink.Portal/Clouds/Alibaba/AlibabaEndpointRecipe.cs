using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Alibaba;

/// <summary>Creates an endpoint with an interface in each zone.</summary>
internal sealed class AlibabaEndpointRecipe : IEndpointRecipe
{
    public Recipe Create(EndpointRequest request) => new(
        [
            new("aliyun CLI", ArtefactLanguage.Shell, "create-endpoint.sh", Cli(request)),
            AlibabaTerraform.Endpoint(request),
        ],
        Console(request));

    public string ReadBack(EndpointRequest request) =>
        $"""
        # EndpointId is the ID. EndpointStatus and ConnectionStatus show its progress.
        aliyun privatelink ListVpcEndpoints \
          --RegionId {ShellText.Word(request.Region)} \
          --ServiceName {ShellText.Word(request.Service.Alias)}

        """;

    public string? NoticeOf(EndpointRequest request) => "Only accounts on the service's whitelist can see it. If you cannot find it, send us your account ID.";

    public IReadOnlyList<string> ReadBackByHand(EndpointRequest request) =>
    [
        $"In the Alibaba Cloud console, switch to {request.Region} and open PrivateLink > Endpoints.",
        $"Choose the endpoint whose service name is {request.Service.Alias}.",
        "Its ID is the one that starts with ep-; its status must be Connected.",
        "Its domain name, and the address in each zone, are on the same page.",
    ];

    /// <summary>The vSwitches as entered, one for each zone. Empty if the script must find them.</summary>
    internal static IReadOnlyList<(string Zone, string VSwitch)> Places(EndpointRequest request) =>
        [.. request.Values.All(AlibabaForm.VSwitches).Select(AlibabaForm.Pair).DistinctBy(place => place.Zone)];

    private static string Cli(EndpointRequest request)
    {
        var values = request.Values;
        var serviceRegion = request.IsRemote ? $"\n  --ServiceRegionId {ShellText.Word(request.Service.Region)} \\" : "";
        var places = Places(request);
        var zones = places.Count == 0
            ? "\"${zones[@]}\""
            : string.Join(" \\\n  ", places.Select((place, index) =>
                $"--Zone.{index + 1}.ZoneId {ShellText.Word(place.Zone)} --Zone.{index + 1}.VSwitchId {ShellText.Word(place.VSwitch)}"));
        return $"""
            #!/usr/bin/env bash
            # Creates the endpoint and prints its EndpointId. Check the flags in your version: aliyun privatelink CreateVpcEndpoint help
            set -euo pipefail

            {(places.Count == 0 ? VSwitches(request) : "")}aliyun privatelink CreateVpcEndpoint \
              --RegionId {ShellText.Word(request.Region)} \{serviceRegion}
              --EndpointType Interface \
              --EndpointName {ShellText.Word(values.One(AlibabaForm.EndpointName))} \
              --EndpointDescription {ShellText.Word(request.Reference)} \
              --VpcId {ShellText.Word(values.One(AlibabaForm.Vpc))} \
              --ServiceName {ShellText.Word(request.Service.Alias)} \
              --SecurityGroupId.1 {ShellText.Word(values.One(AlibabaForm.SecurityGroup))} \
              {zones}

            # Creation runs in the background. The endpoint is ready when this shows EndpointStatus Active.
            {ReadBackOf(request)}
            """;
    }

    /// <summary>Lines of a zone and a vSwitch. The script uses the first line of each zone.</summary>
    private static string VSwitches(EndpointRequest request)
    {
        var which = request.ZoneIds is null ? "each zone of the VPC" : request.EachZone;
        var zones = request.ZoneIds is null ? "" : " | select(.ZoneId | IN($ARGS.positional[]))";
        var wanted = request.ZoneIds is { } ids ? $" --args {ShellText.Words(ids)}" : "";
        return $$"""
            # One vSwitch in {{which}}, looked up by zone. If there are several, the first. Needs jq.
            zones=()
            while read -r zone vswitch; do
              number=$((${#zones[@]} / 4 + 1))
              zones+=("--Zone.$number.ZoneId" "$zone" "--Zone.$number.VSwitchId" "$vswitch")
            done < <(aliyun vpc DescribeVSwitches \
              --RegionId {{ShellText.Word(request.Region)}} \
              --VpcId {{ShellText.Word(request.Values.One(AlibabaForm.Vpc))}} \
              --PageSize 50 |
              jq -r '[.VSwitches.VSwitch[]{{zones}}] | sort_by(.VSwitchId) | unique_by(.ZoneId)[] | "\(.ZoneId) \(.VSwitchId)"'{{wanted}})
            [ "${#zones[@]}" -gt 0 ] || { echo 'No vSwitch of the VPC is in a zone that the endpoint can be in.' >&2; exit 1; }


            """;
    }

    private static string ReadBackOf(EndpointRequest request) =>
        $"""
        aliyun privatelink ListVpcEndpoints --RegionId {ShellText.Word(request.Region)} --ServiceName {ShellText.Word(request.Service.Alias)}

        """;

    private static IReadOnlyList<string> Console(EndpointRequest request) =>
    [
        $"In the Alibaba Cloud console, switch to {request.Region} and open PrivateLink > Endpoints > Create Endpoint.",
        "Choose the type interface endpoint, and select the service by name.",
        $"Paste the service name {request.Service.Alias} and verify it.",
        .. request.IsRemote ? [$"The service is in {request.Service.Region}: check that the console offers endpoints of another region."] : Array.Empty<string>(),
        $"Choose the VPC {request.Values.One(AlibabaForm.Vpc)} and the security group {request.Values.One(AlibabaForm.SecurityGroup)}. It must allow your clients on TCP {string.Join(", ", request.Service.Ports)}.",
        Places(request) is { Count: > 0 } places
            ? $"Choose the zones with their vSwitches: {string.Join(", ", places.Select(place => $"{place.VSwitch} in {place.Zone}"))}."
            : request.ZoneIds is { } zones ? $"Choose a vSwitch in each of the zones {string.Join(", ", zones)}." : "Choose a vSwitch in each zone to use, preferably in two.",
        $"Name it {request.Values.One(AlibabaForm.EndpointName)}, and create the endpoint.",
    ];
}
