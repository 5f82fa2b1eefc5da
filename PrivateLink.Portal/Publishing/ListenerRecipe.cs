using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Publishing;

/// <summary>The settings that bind a listener to a service, ready to copy. Pure.</summary>
public static class ListenerRecipe
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly string[] ToBeFilledIn = ["YOUR_LOAD_BALANCER_NETWORK"];

    /// <summary>The text for appsettings.json. Only the operator knows the load balancer's networks, so those must be filled in.</summary>
    public static Artefact Of(CloudProvider cloud, string service, string? serviceId) => new(
        "appsettings.json", ArtefactLanguage.Json, "listener.json",
        JsonSerializer.Serialize(
            new
            {
                Engine = new
                {
                    Listeners = new Dictionary<string, object>
                    {
                        [cloud.ToString().ToLowerInvariant()] = new
                        {
                            Bind = "0.0.0.0:443",
                            ProxyProtocol = "Require",
                            TrustedSources = ToBeFilledIn,
                            Provider = cloud.ToString(),
                            Service = service,
                            ServiceId = serviceId,
                        },
                    },
                },
            },
            Indented) + "\n");
}
