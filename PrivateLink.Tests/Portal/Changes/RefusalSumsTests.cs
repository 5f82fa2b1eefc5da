using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Changes;

/// <summary>Repeated attempts by strangers, and an audit log that keeps everything for ever.</summary>
public sealed class RefusalSumsTests : IAsyncLifetime
{
    private static readonly AuditTarget Unknown = new("person", null, "", null);

    private readonly SqliteTestDatabase _database = new();
    private readonly PortalWorld _world;
    private readonly RefusalSums _sums;

    public RefusalSumsTests()
    {
        _world = new PortalWorld(_database, _database.Time);
        _sums = new RefusalSums(_world.Refusals, _world.Changes, _database.Time, new RecordedLog().For<RefusalSums>());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.CreateAsync();

    public ValueTask DisposeAsync()
    {
        _sums.Dispose();
        _world.Dispose();
        return _database.DisposeAsync();
    }

    [Fact]
    public async Task ManyAttempts_FromOneAddress_AreOneEntryAndTheirNumber()
    {
        for (var attempt = 0; attempt < 30; attempt++) await RefuseAsync("192.0.2.7");
        Assert.Single(await EntriesAsync());

        _database.Time.Advance(TimeSpan.FromMinutes(9));
        await _sums.WriteAsync();
        Assert.Single(await EntriesAsync());

        _database.Time.Advance(TimeSpan.FromMinutes(1));
        await _sums.WriteAsync();
        await _sums.WriteAsync();

        var sum = (await EntriesAsync())[1..].Single();
        Assert.Equal(("192.0.2.7", AuditResult.Refused, """{"attempts":29}"""), (sum.Address, sum.Result, sum.After));
        Assert.StartsWith("29 more, from ", sum.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneAttempt_HasItsEntryAtOnceAndNoSum()
    {
        await RefuseAsync("192.0.2.7");
        _database.Time.Advance(TimeSpan.FromMinutes(11));
        await _sums.WriteAsync();

        Assert.Single(await EntriesAsync());
    }

    [Fact]
    public async Task Attempts_OnTwoAccountsOrFromTwoAddresses_AreToldApart()
    {
        await RefuseAsync("192.0.2.7");
        await RefuseAsync("192.0.2.8");
        await RefuseAsync("192.0.2.7", Unknown with { Id = Guid.NewGuid(), Name = "mia" });

        Assert.Equal(3, (await EntriesAsync()).Count);
    }

    /// <summary>A single attacker may have a large number of addresses.</summary>
    [Fact]
    public async Task Attempts_FromManyAddresses_AreBounded()
    {
        for (var number = 0; number < 50; number++) await RefuseAsync($"2001:db8::{number:x}");
        Assert.Single(await EntriesAsync());

        for (var number = 0; number < 2 * RefusalTally.MostKinds; number++) await RefuseAsync($"2001:db8:{number:x}::1");
        _database.Time.Advance(TimeSpan.FromMinutes(10));
        await _sums.WriteAsync();

        var entries = await EntriesAsync();
        Assert.Equal(RefusalTally.MostKinds + 3, entries.Count);
        Assert.Equal(RefusalTally.MostKinds + 50 + RefusalTally.MostKinds - 1 + 1, entries.Count - 2 + entries[^2..].Sum(CountOf));
    }

    /// <summary>Attempts of strangers must not hide those of signed-in users.</summary>
    [Fact]
    public async Task Attempts_OfAnAccount_KeepPersonAndTenantHoweverManyThereAre()
    {
        for (var number = 0; number <= RefusalTally.MostKinds; number++) await RefuseAsync($"2001:db8:{number:x}::1");
        var (gus, tenant) = (new AuditActor("gus", Guid.NewGuid(), Guid.NewGuid(), "192.0.2.7", Guid.NewGuid()), Guid.NewGuid());
        for (var number = 0; number < RefusalTally.MostKinds + 3; number++)
            await _world.Changes.RefuseAsync(gus, AuditAction.ResourceChanged, new("resource", Guid.NewGuid(), "host", tenant), "No.");
        _database.Time.Advance(TimeSpan.FromMinutes(10));
        await _sums.WriteAsync();

        var entries = (await EntriesAsync()).FindAll(entry => entry.Actor == "gus");
        Assert.Equal(RefusalTally.MostKinds + 2, entries.Count);
        Assert.All(entries, entry => Assert.Equal((gus.PersonId, gus.TenantId, tenant), (entry.ActorId, entry.ActorTenantId, entry.TenantId)));
        Assert.All(entries[..RefusalTally.MostKinds], entry => Assert.NotNull(entry.TargetId));
        Assert.Equal((2, null, null), (CountOf(entries[^1]), entries[^1].TargetId, entries[^1].Address));
    }

    [Fact]
    public async Task Stop_WritesWhatIsCountedAndNotOver()
    {
        await RefuseAsync("192.0.2.7");
        await RefuseAsync("192.0.2.7");

        await _sums.StopAsync(Cancel);

        Assert.Equal("""{"attempts":1}""", (await EntriesAsync())[^1].After);
    }

    private static int CountOf(AuditEntry entry) => int.Parse(entry.Why!.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);

    private Task RefuseAsync(string address, AuditTarget? target = null) =>
        _world.Changes.RefuseAsync(AuditActor.Stranger(address), AuditAction.PersonSignedIn, target ?? Unknown, "There is no such account.");

    private async Task<List<AuditEntry>> EntriesAsync()
    {
        await using var context = _database.CreateDbContext();
        return await context.AuditEntries.AsNoTracking().OrderBy(entry => entry.Sequence).ToListAsync(Cancel);
    }
}
