using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.Resources;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;

[assembly: HostingStartup(typeof(SavingPortal))]

namespace PrivateLink.Tests.Support;

/// <summary>
/// A user who saves without a pause, inside the real portal's process. ASP.NET Core loads this because of the environment. Each answer is printed, so
/// that a test that kills the process knows what was acknowledged.
/// </summary>
public sealed class SavingPortal : IHostingStartup
{
    public const int Hosts = 8;

    private const string Assemblies = "ASPNETCORE_HOSTINGSTARTUPASSEMBLIES";
    private const string Saves = "PRIVATELINK_TEST_SAVES";
    private const string Promise = "promised ";

    /// <summary>The environment that loads this into a portal.</summary>
    internal static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["DOTNET_STARTUP_HOOKS"] = typeof(SavingPortal).Assembly.Location,
        [Assemblies] = typeof(SavingPortal).Assembly.GetName().Name!,
        [Saves] = "",
    };

    public static string HostOf(int number) => $"h{number}.my-saas.io";

    /// <summary>A host's mode at a revision. Each revision changes one host, in turn, to the next mode.</summary>
    public static ResourceMode ModeAt(int host, long revision)
    {
        var changed = revision - ((revision - host) % Hosts);
        return changed <= Hosts ? ResourceMode.Enforce : (ResourceMode)(1 + ((changed - 1) / Hosts % 3));
    }

    /// <summary>The revisions that a portal has reported as in force, read from its output.</summary>
    internal static IReadOnlyList<long> PromisesIn(string output) =>
    [
        .. output.Split('\n', StringSplitOptions.TrimEntries)
            .Where(line => line.StartsWith(Promise, StringComparison.Ordinal))
            .Select(line => long.Parse(line[Promise.Length..], System.Globalization.CultureInfo.InvariantCulture)),
    ];

    /// <summary>Also called in the tests' own process, where portals must not save by themselves.</summary>
    public void Configure(IWebHostBuilder builder)
    {
        if (System.Environment.GetEnvironmentVariable(Saves) is not null) builder.ConfigureServices(services => services.AddHostedService<Saving>());
    }

    private sealed class Saving(ResourceService resources, PolicyPublisher publisher, IHostApplicationLifetime lifetime) : BackgroundService
    {
        private static readonly Caller Person = Caller.Company("ada");

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Delay(Timeout.Infinite, CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStarted, stoppingToken).Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var ids = (await resources.ListAsync(Person, stoppingToken)).ToDictionary(row => row.Host, row => row.Id);
            var isDemonstration = !ids.ContainsKey(HostOf(0));
            while (!stoppingToken.IsCancellationRequested)
            {
                var revision = publisher.Status.Revision!.Value + 1;
                if (isDemonstration) await SaveAsync(ids[DemoNames.GlobexHost], revision % 2 == 0 ? ResourceMode.Enforce : ResourceMode.Monitor);
                else await SaveOneAsync(ids, revision);
                if (isDemonstration) await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
            }
        }

        private async Task SaveOneAsync(Dictionary<string, Guid> ids, long revision)
        {
            var host = (int)(revision % Hosts);
            await SaveAsync(ids[HostOf(host)], ModeAt(host, revision));
        }

        private async Task SaveAsync(Guid id, ResourceMode mode)
        {
            var detail = (await resources.FindAsync(Person, id))!;
            detail.Draft.Mode = mode;
            detail.Draft.Reason = "only a test";
            if (await resources.PutBackAsync(Person, detail.Id, detail.Version, detail.Draft) is SaveResult.Saved { Enforcement: Enforcement.InForce inForce })
                Console.WriteLine($"{Promise}{inForce.Revision}");
        }
    }
}
