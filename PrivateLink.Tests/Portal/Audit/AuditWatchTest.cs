using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Audit;

/// <summary>An audit log of five entries, and a portal that keeps the known end.</summary>
public abstract class AuditWatchTest : IAsyncLifetime
{
    private protected const string WithoutTriggers = """
        DROP TRIGGER "TR_AuditEntries_AppendOnly_Update"; DROP TRIGGER "TR_AuditEntries_AppendOnly_Delete"; DROP TRIGGER "TR_AuditEntries_AppendOnly_Replace";
        """;

    private protected SqliteTestDatabase Database { get; } = new();

    private protected PortalWorld World { get; }

    private protected RecordedLog Log { get; } = new();

    private protected AuditWatchTest() => World = new PortalWorld(Database, Database.Time);

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected AuditCheckpoint Checkpoint => new(World.Folder);

    public async ValueTask InitializeAsync()
    {
        await Database.CreateAsync();
        for (var number = 1; number <= 5; number++) await WriteAsync();
    }

    public ValueTask DisposeAsync()
    {
        World.Dispose();
        GC.SuppressFinalize(this);
        return Database.DisposeAsync();
    }

    private protected AuditWatch Watch(KnownEnd end) => new(Database, new AuditVerifier(Database), end, Checkpoint, Database.Time, Log.For<AuditWatch>());

    private protected Task<SaveResult> WriteAsync(PortalWorld? world = null) =>
        (world ?? World).Changes.RecordAsync(AuditActor.Portal, AuditAction.ResourceChanged, new AuditTarget("resource", null, "host", null), Cancel);

    private protected async Task ExecuteAsync(string sql)
    {
        await using var context = Database.CreateDbContext();
        await context.Database.ExecuteSqlRawAsync(sql, Cancel);
    }

    private protected Task<AuditVerification> VerifyAsync() => new AuditVerifier(Database).VerifyAsync(known: null, Checkpoint.Read(), Cancel);
}
