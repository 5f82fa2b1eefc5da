using Microsoft.Extensions.Options;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Operations.Tail;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.Secrets;

namespace PrivateLink.Portal.Commands.Tail;

/// <summary>Where the portal of these settings lets itself be asked on this machine.</summary>
internal static class TailPlace
{
    /// <summary>Only where the policy is kept is read of the settings: the database's password need not be known here.</summary>
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
