using Microsoft.Extensions.Options;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Operations.Tail;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.Secrets;

namespace PrivateLink.Portal.Commands.Tail;

/// <summary>Finds the socket of the portal with these settings on this machine.</summary>
internal static class TailPlace
{
    /// <summary>Reads only where the policy is stored, so that the database's password is not needed.</summary>
    public static string Of(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(settings);
        builder.AddSecrets();
        var (policy, database) = (new PolicyOptions(), new DatabaseOptions());
        builder.Configuration.GetSection(PolicyOptions.Section).Bind(policy);
        builder.Configuration.GetSection(DatabaseOptions.Section).Bind(database);
        return TailSocket.PathIn(PolicyFolder.Of(Options.Create(policy), Options.Create(database), builder.Environment));
    }
}
