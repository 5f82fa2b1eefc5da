using System.Text.Json;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.AuditReading;
using PrivateLink.Portal.Changes;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.AuditReading;

public sealed class AuditLogOnSqliteTests() : AuditLogTests(new SqliteTestDatabase());

public sealed class AuditLogOnSqlServerTests() : AuditLogTests(new SqlServerTestDatabase());

public sealed class AuditLogOnRetryingSqliteTests() : AuditLogTests(new RetryingSqliteDatabase());

/// <summary>Who may read what in the audit log, and how it is searched.</summary>
public abstract class AuditLogTests(TestDatabase database) : PortalWorldTest(database)
{
    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly AuditLog _log = new(database);

    [Fact]
    public async Task ReadAsync_ByTheCompany_ShowsEverythingNewestFirst()
    {
        await ActAsync(Company, World.Megacorp.Id);
        await ActAsync(World.GlobexCaller, World.Globex.Id);
        await ActAsync(Company, tenantId: null);

        var slice = await _log.ReadAsync(Company, AuditFilter.All, before: null, Cancel);

        Assert.Equal([3L, 2L, 1L], slice.Rows.Select(row => row.Sequence));
        Assert.Equal([null, "Globex", "Megacorp"], slice.Rows.Select(row => row.Tenant));
        Assert.Null(slice.Older);
    }

    [Fact]
    public async Task EveryRead_ByATenant_ShowsItsOwnOnly()
    {
        await ActAsync(Company with { Address = "198.51.100.1" }, World.Megacorp.Id);
        await ActAsync(World.MegacorpCaller with { Address = "192.0.2.1" }, World.Megacorp.Id);
        await ActAsync(World.GlobexCaller, World.Globex.Id);
        await ActAsync(Company, tenantId: null);

        var slice = await _log.ReadAsync(World.MegacorpCaller, AuditFilter.All, before: null, Cancel);

        // A tenant may not see the addresses of the company's users.
        Assert.Equal([(2L, "mia", "192.0.2.1"), (1L, "ada", null)], slice.Rows.Select(row => (row.Sequence, row.Actor, row.Address)));
        Assert.Empty((await _log.ReadAsync(World.MegacorpCaller, new() { TenantId = World.Globex.Id }, before: null, Cancel)).Rows);
        Assert.NotNull(await _log.FindAsync(World.MegacorpCaller, 1, Cancel));
        Assert.Null(await _log.FindAsync(World.MegacorpCaller, 3, Cancel));
        Assert.Null(await _log.FindAsync(World.MegacorpCaller, 4, Cancel));
        Assert.Equal([1L, 2L], (await ExportAsync(World.MegacorpCaller)).Select(line => line.Sequence));
        Assert.Null((await ExportAsync(World.MegacorpCaller))[0].Address);
        Assert.Equal(["Megacorp"], (await _log.TenantsAsync(World.MegacorpCaller, Cancel)).Values);
    }

    [Fact]
    public async Task Facts_ForATenant_AreWithoutTheUpstreamAndWithoutTheHashOfOthersEntries()
    {
        await World.CreateAsync(World.Draft(links: World.AwsDraft()));

        var (shown, exported) = ((await _log.FindAsync(World.MegacorpCaller, 1, Cancel))!, Assert.Single(await ExportAsync(World.MegacorpCaller)));
        Assert.DoesNotContain(shown.Differences, fact => fact.Name == "upstreamId");
        Assert.DoesNotContain("upstream", exported.After.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(shown.Differences, fact => fact.Name == "mode");
        Assert.Equal((null, null, null), (shown.Hash, exported.Hash, exported.PreviousHash));
        Assert.Contains((await _log.FindAsync(Company, 1, Cancel))!.Differences, fact => fact.Name == "upstreamId");
        Assert.NotNull((await ExportAsync(Company))[0].Hash);
    }

    [Fact]
    public async Task ReadAsync_MoreThanAPage_GoesOnWhereItStopped()
    {
        for (var number = 0; number < AuditLog.PageSize + 2; number++) await ActAsync(Company, tenantId: null);

        var newest = await _log.ReadAsync(Company, AuditFilter.All, before: null, Cancel);
        var older = await _log.ReadAsync(Company, AuditFilter.All, newest.Older, Cancel);

        Assert.Equal((AuditLog.PageSize, 3L), (newest.Rows.Count, newest.Older));
        Assert.Equal([2L, 1L], older.Rows.Select(row => row.Sequence));
        Assert.Null(older.Older);
    }

    [Theory]
    [InlineData("actor", "AD", 2)]
    [InlineData("actor", "%", 0)]
    [InlineData("target", "acorp", 1)]
    [InlineData("target", "100%_[x]", 1)]
    [InlineData("action", "audit.exported", 1)]
    [InlineData("result", "refused", 1)]
    [InlineData("from", "2026-03-01T12:01", 2)]
    [InlineData("until", "2026-03-01T12:01", 1)]
    [InlineData("tenant", "nonsense", 3)]
    public async Task ReadAsync_Filtered_FindsWhatFits(string name, string value, int found)
    {
        await ActAsync(Company, World.Megacorp.Id, target: "Megacorp");
        Database.Time.Advance(TimeSpan.FromMinutes(1));
        await World.Changes.RefuseAsync(AuditActor.Stranger(null), AuditAction.ResourceChanged, new AuditTarget("resource", null, "100%_[x]", null), "no");
        await ActAsync(Company, tenantId: null, AuditAction.AuditExported, "export");

        var filter = AuditQuery.Read(parameter => parameter == name ? value : null);

        Assert.Equal(found, (await _log.ReadAsync(Company, filter, before: null, Cancel)).Rows.Count);
        Assert.Equal(found, (await ExportAsync(Company, filter)).Count);
    }

    [Fact]
    public async Task ReadAsync_ByTheKeyOfATarget_FindsItsStory()
    {
        var id = await World.CreateAsync(World.Draft(links: World.AwsDraft()));
        await ActAsync(Company, tenantId: null);

        var row = Assert.Single((await _log.ReadAsync(Company, new() { Target = id.ToString() }, before: null, Cancel)).Rows);

        Assert.Equal(("Resource created", "megacorp.my-saas.io", Noon), (row.Words, row.TargetName, row.Time));
    }

    [Fact]
    public async Task FindAsync_AChangeOfAResource_ShowsTheDifference()
    {
        var id = await World.CreateAsync(World.Draft(links: World.AwsDraft()));
        await World.Resources.UpdateAsync(World.MegacorpCaller, id, 1, World.Draft(links: World.AzureDraft()), Cancel);

        var detail = await _log.FindAsync(Company, 2, Cancel);

        Assert.Equal(
            [
                new AuditDifference($"links.{PortalWorld.AwsLink}", "true", null),
                new AuditDifference($"links.{PortalWorld.AzureLink}", null, "true"),
            ],
            detail!.Differences);
    }

    [Fact]
    public async Task ExportAsync_AChange_HoldsTheFactsAsJson()
    {
        await World.CreateAsync(World.Draft());

        var line = Assert.Single(await ExportAsync(Company));

        Assert.Equal((JsonValueKind.Object, "Enforce"), (line.After!.Value.ValueKind, line.After.Value.GetProperty("mode").GetString()));
        Assert.Null(line.Before);
        Assert.Equal(AuditChain.Root, line.PreviousHash);
    }

    private async Task ActAsync(Caller caller, Guid? tenantId, AuditAction? action = null, string target = "something") =>
        Assert.IsType<SaveResult.Saved>(await World.Changes.RecordAsync(
            AuditActor.Of(caller), action ?? AuditAction.ResourceChanged, new AuditTarget("resource", null, target, tenantId), Cancel));

    private async Task<List<AuditExportLine>> ExportAsync(Caller caller, AuditFilter? filter = null)
    {
        var lines = new List<AuditExportLine>();
        await foreach (var line in _log.ExportAsync(caller, filter ?? AuditFilter.All, Cancel)) lines.Add(line);
        return lines;
    }
}
