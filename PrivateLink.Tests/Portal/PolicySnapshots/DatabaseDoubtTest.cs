using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.PolicySnapshots;

/// <summary>A portal with a policy in force, and a database that the test can replace with another.</summary>
public abstract class DatabaseDoubtTest : IAsyncLifetime
{
    private protected const int Hosts = 3;

    private protected SqliteTestDatabase Right { get; } = new();

    private protected SqliteTestDatabase Other { get; } = new();

    private protected Replaceable Database { get; }

    private protected PortalWorld First { get; }

    private protected PortalWorld World { get; private set; }

    private protected DatabaseDoubtTest()
    {
        Database = new Replaceable { Now = Right };
        World = First = new PortalWorld(Database, Right.Time);
    }

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected PolicySnapshot Current => World.Store.Current!;

    private protected PolicyStatus Status => World.Publisher.Status;

    public async ValueTask InitializeAsync()
    {
        await Right.CreateAsync();
        World.End.MoveTo(new AuditEnd(0, AuditChain.Root)); // the audit watch does the same at start
        await World.SeedAsync();
        for (var host = 0; host < Hosts; host++) await World.CreateAsync(World.Draft($"h{host}.my-saas.io", links: World.AwsDraft()));
    }

    public async ValueTask DisposeAsync()
    {
        World.Dispose();
        First.Dispose();
        await Right.DisposeAsync();
        await Other.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected void Restart()
    {
        World.Close();
        World = new PortalWorld(Database, Right.Time, First.Folder);
    }

    /// <summary>The current database behind a name.</summary>
    private protected sealed class Replaceable : IDbContextFactory<PortalDbContext>
    {
        public required TestDatabase Now { get; set; }

        public PortalDbContext CreateDbContext() => Now.CreateDbContext();
    }
}
