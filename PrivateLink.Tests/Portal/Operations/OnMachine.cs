using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Hosting;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Operations;

/// <summary>A portal in this process with one public listener, for the pages and commands on its own machine.</summary>
internal static class OnMachine
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<WebApplication> StartAsync(SqliteTestDatabase database, string policyFolder, params IEnumerable<string> settings)
    {
        var portal = Program.Build(
        [
            $"--Database:Path={database.Path}", $"--Policy:Folder={policyFolder}", "--Demonstration:Enabled=false",
            "--Engine:Node=night", "--Engine:Listeners:public:Bind=127.0.0.1:0", "--Engine:Listeners:public:ProxyProtocol=Off", "--Engine:Timeouts:LameDuck=00:00:00",
            "--Logging:LogLevel:Default=None", "--Logging:LogLevel:PrivateLink=None", $"--contentRoot={Repository.Portal}", .. settings,
        ]);
        Assert.Null(await portal.Services.GetRequiredService<FirstPolicy>().BringIntoForceAsync(Cancel));
        portal.Urls.Add("http://127.0.0.1:0");
        await portal.StartAsync(Cancel);
        return portal;
    }

    /// <summary>Reports a decision, as the engine does.</summary>
    public static void Decide(this WebApplication portal, ConnectionDecision decision) => portal.Services.GetRequiredService<IDecisionSink>().OnDecision(decision);

    public static void End(this WebApplication portal, ConnectionClosed closed) => portal.Services.GetRequiredService<IDecisionSink>().OnClosed(closed);
}
