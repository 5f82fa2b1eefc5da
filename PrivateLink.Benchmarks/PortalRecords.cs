using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.ConnectionLog.Records.Journal;
using PrivateLink.Portal.Data;

namespace PrivateLink.Benchmarks;

/// <summary>
/// Handles records as the portal does instead of only counting them. It has the live ring, counters, observations, roll-ups, rows in a SQLite file,
/// and a viewer that follows everything.
/// </summary>
internal static class PortalRecords
{
    public static IServiceCollection AddPortalRecords(this IServiceCollection services)
    {
        var folder = Directory.CreateTempSubdirectory("privatelink-bench-").FullName;
        var database = new BenchDatabase(Path.Combine(folder, "portal.db"));
        using (var context = database.CreateDbContext()) context.Database.Migrate();
        services.AddSingleton<IDbContextFactory<PortalDbContext>>(database);
        services.AddOptions<RecordsOptions>();
        services.AddSingleton(new JournalFolder(Path.Combine(folder, "records")));
        return services.AddConnectionLog().AddHostedService<FollowingViewer>();
    }

    /// <summary>Reads new rows whenever there are some, as an open page does.</summary>
    private sealed class FollowingViewer(LiveConnections connections) : IHostedService
    {
        private const int Rows = 100;
        private static readonly Caller Company = Caller.Company("viewer");

        private IDisposable? _following;
        private LivePosition _last;
        private long _seen;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            _following = connections.Subscribe(Look);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            _following?.Dispose();
            Console.WriteLine($"the viewer saw {_seen} rows of {_last.Sequence} connections");
            return Task.CompletedTask;
        }

        private void Look()
        {
            var news = connections.Since(Company, LiveQuestion.Everything, _last, Rows);
            _last = news.Head;
            _seen += news.Entries.Count;
        }
    }
}
