using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Audit;

/// <summary>An attacker with write access to the file who has removed the triggers.</summary>
public sealed class AuditVerifierTests : IAsyncLifetime
{
    private const string WithoutTriggers = """
        DROP TRIGGER "TR_AuditEntries_AppendOnly_Update"; DROP TRIGGER "TR_AuditEntries_AppendOnly_Delete"; DROP TRIGGER "TR_AuditEntries_AppendOnly_Replace";
        """;

    private readonly SqliteTestDatabase _database = new();
    private readonly PortalWorld _world;

    public AuditVerifierTests() => _world = new PortalWorld(_database, _database.Time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _database.CreateAsync();
        for (var number = 1; number <= 5; number++)
            await _world.Changes.RecordAsync(AuditActor.Portal, AuditAction.ResourceChanged, new AuditTarget("resource", null, $"host {number}", null), Cancel);
    }

    public ValueTask DisposeAsync()
    {
        _world.Dispose();
        return _database.DisposeAsync();
    }

    [Fact]
    public async Task VerifyAsync_Untouched_IsWhole()
    {
        var result = await VerifyAsync();

        Assert.Equal((5, null), (result.Entries, result.Problem));
        Assert.Equal(result with { }, await VerifyAsync(known: result.Hash));
    }

    [Theory]
    [InlineData("UPDATE AuditEntries SET Actor = 'eve' WHERE Sequence = 3", "entry 3: it was changed")]
    [InlineData("UPDATE AuditEntries SET After = '{}' WHERE Sequence = 1", "entry 1: it was changed")]
    [InlineData("UPDATE AuditEntries SET Time = '2026-03-01 12:00:01' WHERE Sequence = 5", "entry 5: it was changed")]
    [InlineData("UPDATE AuditEntries SET Result = 2 WHERE Sequence = 2", "entry 2: it was changed")]
    [InlineData("DELETE FROM AuditEntries WHERE Sequence = 2", "entry 3: entries are missing")]
    [InlineData("DELETE FROM AuditEntries WHERE Sequence = 1", "entry 2: entries are missing")]
    [InlineData("UPDATE AuditEntries SET Hash = PreviousHash WHERE Sequence = 4", "entry 4: it was changed")]
    [InlineData("UPDATE AuditEntries SET PreviousHash = Hash WHERE Sequence = 4", "entry 4: it does not continue")]
    public async Task VerifyAsync_TamperedWith_NamesTheFirstBrokenEntry(string sql, string problem)
    {
        await ExecuteAsync(sql);

        Assert.StartsWith(problem, (await VerifyAsync()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerifyAsync_CutOff_IsSeenByTheHashThatWasNoted()
    {
        var noted = (await VerifyAsync()).Hash;
        await ExecuteAsync("DELETE FROM AuditEntries WHERE Sequence = 5");

        Assert.Null((await VerifyAsync()).Problem);
        Assert.Contains("truncated", (await VerifyAsync(noted)).Problem, StringComparison.Ordinal);
    }

    /// <summary>The format may get a new version, but existing hashes must not change, because they are stored outside the portal.</summary>
    [Fact]
    public void HashOf_AnEntryWithoutASession_IsTheSameForEver() =>
        Assert.Equal("db205d5f7f7dd199e36008c9792362e80b196affeb43c3c7d192e4a609b97fff", AuditChain.HashOf(Entry(session: null)));

    /// <summary>Removing a session from an entry, or adding one, changes the hash.</summary>
    [Fact]
    public void HashOf_AnEntryWithASession_IsTheSameForEver() =>
        Assert.Equal("d934a4911af44bd1b10be99767b69cc0bd526107d40e8c19ec0226b75a022b28", AuditChain.HashOf(Entry(new Guid("01890a5d-ac96-774b-bcce-b302099a8059"))));

    private static AuditEntry Entry(Guid? session)
    {
        return new AuditEntry
        {
            Sequence = 1,
            Time = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc),
            Actor = "ada",
            ActorId = null,
            ActorTenantId = null,
            Address = "192.0.2.7",
            TenantId = new Guid("01890a5d-ac96-774b-bcce-b302099a8057"),
            Action = "resource.changed",
            TargetKind = "resource",
            TargetId = new Guid("01890a5d-ac96-774b-bcce-b302099a8058"),
            TargetName = "megacorp.my-saas.io",
            Result = AuditResult.Done,
            Why = null,
            Before = """{"mode":"Monitor"}""",
            After = """{"mode":"Enforce"}""",
            CorrelationId = "0af7651916cd43dd8448eb211c80319c",
            PreviousHash = AuditChain.Root,
            SessionId = session,
        };
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var context = _database.CreateDbContext();
        await context.Database.ExecuteSqlRawAsync(WithoutTriggers, Cancel);
        await context.Database.ExecuteSqlRawAsync(sql.Replace("{}", "{{}}", StringComparison.Ordinal), Cancel);
    }

    private Task<AuditVerification> VerifyAsync(string? known = null) => new AuditVerifier(_database).VerifyAsync(known, Cancel);
}
