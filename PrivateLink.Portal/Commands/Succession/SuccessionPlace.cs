using System.Net.Sockets;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.Secrets;
using PrivateLink.Portal.Upgrades;

namespace PrivateLink.Portal.Commands.Succession;

/// <summary>Where the running portal with these settings can be asked, and the name that both must have.</summary>
internal sealed record SuccessionPlace(string Socket, string Node)
{
    /// <summary>Reads only where the policy is stored, so that a mistake elsewhere in the settings is reported by the usual check.</summary>
    public static SuccessionPlace Of(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(settings);
        builder.AddSecrets();
        var (policy, database, engine) = (new PolicyOptions(), new DatabaseOptions(), new EngineOptions());
        builder.Configuration.GetSection(PolicyOptions.Section).Bind(policy);
        builder.Configuration.GetSection(DatabaseOptions.Section).Bind(database);
        var node = builder.Configuration[$"{EngineOptions.Section}:{nameof(EngineOptions.Node)}"] ?? engine.Node;
        return new(TakeOverSocket.PathIn(PolicyFolder.Of(Options.Create(policy), Options.Create(database), builder.Environment)), node);
    }

    /// <summary>Says that nobody answers, and what to check.</summary>
    public string NoPortal(SocketException exception) =>
        $"No portal answers at {Socket} ({exception.Message.TrimEnd('.')}). Is the portal running with these settings, and are you using its account?";
}
