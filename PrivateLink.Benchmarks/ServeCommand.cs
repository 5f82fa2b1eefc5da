using System.CommandLine;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PrivateLink.Engine;
using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Policy;
using PrivateLink.Engine.Settings;

namespace PrivateLink.Benchmarks;

/// <summary>The verb <c>serve</c>: runs the bare engine for load tests. Only <c>--portal-records</c> adds the portal's ring and database.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port on 127.0.0.1", DefaultValueFactory = static _ => 9002 };
        var hosts = new Option<int>("--hosts") { Description = "Number of hosts (h0.bench.test and up), each with one link", DefaultValueFactory = static _ => 10_000 };
        var upstream = new Option<string>("--upstream") { Description = "Where admitted connections go", DefaultValueFactory = static _ => "127.0.0.1:9100" };
        var deny = new Option<DenyWith>("--deny") { Description = "How denials look on the wire", DefaultValueFactory = static _ => DenyWith.Alert };
        var churn = new Option<int>("--churn") { Description = "Policy changes a second; each record is compared with the revision it names" };

        var transport = new Option<TransportKind>("--transport") { Description = "Transport that moves the bytes", DefaultValueFactory = static _ => TransportKind.Auto };
        var loops = new Option<int?>("--loops") { Description = "Event loops; one per processor if omitted" };

        var records = new Option<bool>("--portal-records") { Description = "Hands records to the portal's ring and database, with a viewer, instead of counting them" };

        var command = new Command("serve", "Runs the bare engine until it is stopped.") { port, hosts, upstream, deny, churn, transport, loops, records };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(port),
            new ChurningPolicy(parsed.GetValue(hosts), IPEndPoint.Parse(parsed.GetValue(upstream)!), parsed.GetValue(churn)),
            new Dictionary<string, string?>
            {
                ["Engine:Listeners:bench:DenyWith"] = parsed.GetValue(deny).ToString(),
                ["Engine:Transport"] = parsed.GetValue(transport).ToString(),
                ["Engine:Loops"] = parsed.GetValue(loops)?.ToString(CultureInfo.InvariantCulture),
            },
            parsed.GetValue(records),
            cancellation));
        return command;
    }

    private static async Task RunAsync(int port, ChurningPolicy policy, Dictionary<string, string?> settings, bool portalRecords, CancellationToken cancellation)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Engine:Listeners:bench:Bind"] = $"127.0.0.1:{port}",
            ["Engine:Listeners:bench:Provider"] = nameof(ProviderSetting.Aws),
            ["Engine:Listeners:bench:TrustedSources:0"] = "127.0.0.0/8",
        });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddMetrics();
        builder.Services.AddSingleton(_ => policy);
        builder.Services.AddSingleton<IPolicySource>(policy);
        if (portalRecords) builder.Services.AddPortalRecords();
        else builder.Services.AddSingleton<IDecisionSink, CountingSink>();
        builder.Services.AddPrivateLinkEngine(builder.Configuration.GetSection(EngineOptions.Section));
        await builder.Build().RunAsync(cancellation);
    }
}
