using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Portal.Timekeeping;
using PrivateLink.Protocol.Links;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Timekeeping;

/// <summary>No deletion or opening follows a clock that jumped.</summary>
public sealed class TrustedClockTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    private readonly SqliteTestDatabase _database = new();
    private readonly JumpingTime _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _database.CreateAsync();
        using var world = new PortalWorld(_database, _time);
        await world.SeedAsync();
        await world.CreateAsync(world.Draft());
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Start_AMonthAheadOfTheAuditLog_IsDoubtedForADay()
    {
        _time.Jump = Month;
        using var clock = Clock();

        Assert.False(await clock.IsTrustedAsync(Cancel));
        Assert.StartsWith("The clock says 2026-03-31 12:00 UTC", clock.Problem, StringComparison.Ordinal);
        _time.Advance(TrustedClock.Patience - TimeSpan.FromSeconds(1));
        Assert.False(await clock.IsTrustedAsync(Cancel));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await clock.IsTrustedAsync(Cancel));
        Assert.Null(clock.Problem);
    }

    /// <summary>Neither rows written with the wrong clock nor a restart make the clock trusted.</summary>
    [Fact]
    public async Task Start_AgainWithTheWrongClock_IsDoubtedAgain()
    {
        using (var before = Clock()) Assert.True(await before.IsTrustedAsync(Cancel));
        _time.Jump = Month;
        using (var clock = Clock()) Assert.False(await clock.IsTrustedAsync(Cancel));
        using var world = new PortalWorld(_database, _time);
        Assert.IsType<SaveResult.Saved>(await world.Changes.RecordAsync(AuditActor.Portal, AuditAction.ServiceChanged, new AuditTarget("service", Id: null, "late", TenantId: null), Cancel));

        using var again = Clock();

        Assert.False(await again.IsTrustedAsync(Cancel));
    }

    [Fact]
    public async Task Start_AfterAnOutageOfHours_IsTrusted()
    {
        _time.Advance(TimeSpan.FromHours(20));
        using var clock = Clock();

        Assert.True(await clock.IsTrustedAsync(Cancel));
    }

    [Fact]
    public async Task Start_NothingEverHappened_IsTrusted()
    {
        await using var empty = new SqliteTestDatabase();
        await empty.CreateAsync();
        using var clock = new TrustedClock(empty, _time, NullLogger<TrustedClock>.Instance);

        Assert.True(await clock.IsTrustedAsync(Cancel));
    }

    [Fact]
    public async Task Running_ClockJumpsAhead_IsDoubtedUntilItIsPutRight()
    {
        using var clock = Clock();
        Assert.True(await clock.IsTrustedAsync(Cancel));
        _time.Advance(TimeSpan.FromDays(10));
        Assert.True(await clock.IsTrustedAsync(Cancel));

        _time.Jump = TimeSpan.FromHours(1);
        Assert.False(await clock.IsTrustedAsync(Cancel));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.False(await clock.IsTrustedAsync(Cancel));

        _time.Jump = TimeSpan.Zero;
        Assert.True(await clock.IsTrustedAsync(Cancel));
    }

    /// <summary>A clock that is behind deletes too little and opens too late, which is safe. Correcting it does not count as a jump.</summary>
    [Fact]
    public async Task Running_ClockGoesBackAndForth_IsTrusted()
    {
        using var clock = Clock();
        Assert.True(await clock.IsTrustedAsync(Cancel));
        foreach (var jump in (double[])[-24, -24, 0, -1, 0])
        {
            _time.Jump = TimeSpan.FromHours(jump);
            _time.Advance(TimeSpan.FromMinutes(1));
            Assert.True(await clock.IsTrustedAsync(Cancel));
        }
    }

    /// <summary>Another portal on the same database keeps recording a different time, so this portal's clock stays in doubt.</summary>
    [Fact]
    public async Task AnotherPortal_WithTheRightClock_KeepsTheDoubt()
    {
        using var right = new TrustedClock(_database, _time.Right, NullLogger<TrustedClock>.Instance);
        Assert.True(await right.IsTrustedAsync(Cancel));
        _time.Jump = Month;
        using var clock = Clock();

        for (var hour = 0; hour < 50; hour++)
        {
            Assert.False(await clock.IsTrustedAsync(Cancel));
            _time.Advance(TimeSpan.FromHours(1));
            Assert.True(await right.IsTrustedAsync(Cancel));
        }
    }

    [Fact]
    public async Task Retention_ClockAMonthAhead_DeletesNothing()
    {
        await using (var context = _database.CreateDbContext())
        {
            context.Add(new RecordGap { Node = "test", From = Noon.UtcDateTime, To = Noon.UtcDateTime });
            await context.SaveChangesAsync(Cancel);
        }

        using var world = new ConnectionLogWorld(_database, _time, new() { KeepDays = 7, KeepRollUpDays = 20 });
        _time.Jump = Month;
        Assert.True(await world.Retention.TryAsync(last: false, Cancel));
        Assert.Equal(1, await CountAsync());

        world.Clock.Believe();
        Assert.True(await world.Retention.TryAsync(last: false, Cancel));
        Assert.Equal(0, await CountAsync());
    }

    /// <summary>The form of a host is the first to check the clock in this process.</summary>
    [Fact]
    public async Task Quarantine_ClockAMonthAhead_GoesOn()
    {
        var gcp = new PrivateLinkService { Name = "saas-gcp", Cloud = CloudProvider.Gcp, Region = "us-east1", Alias = "gcp", Published = true };
        using var world = new PortalWorld(_database, _time);
        await using (var context = _database.CreateDbContext())
        {
            var tenant = await context.Tenants.Where(tenant => tenant.Name == "Megacorp").Select(tenant => tenant.Id).SingleAsync(Cancel);
            context.Add(gcp);
            context.Add(new PrivateEndpoint
            {
                TenantId = tenant,
                ServiceId = gcp.Id,
                Cloud = CloudProvider.Gcp,
                LinkId = "54626271866403940",
                Claim = ClaimLevel.Matched,
                State = PrivateEndpointState.Retired,
                RetiredAt = Noon.UtcDateTime,
            });
            await context.SaveChangesAsync(Cancel);
        }

        _time.Jump = GivenOutAgain.Quarantine + TimeSpan.FromDays(1);
        Assert.Null(world.Clock.Problem);
        var row = Assert.Single(await world.Resources.ListAsync(PortalWorld.Company, Cancel));
        var resource = (await world.Resources.FindAsync(PortalWorld.Company, row.Id, Cancel))!;
        resource.Draft.Links.Add(new() { ServiceId = gcp.Id, Text = "54626271866403940" });

        var refused = Assert.IsType<SaveResult.Invalid>(await world.Resources.UpdateAsync(PortalWorld.Company, row.Id, resource.Version, resource.Draft, Cancel));
        Assert.Equal(GivenOutAgain.SentenceOf(CloudProvider.Gcp), Assert.Single(refused.Errors.Values));
        world.Clock.Believe();
        Assert.IsType<SaveResult.Saved>(await world.Resources.UpdateAsync(PortalWorld.Company, row.Id, resource.Version, resource.Draft, Cancel));
    }

    private TrustedClock Clock() => new(_database, _time, NullLogger<TrustedClock>.Instance);

    private async Task<int> CountAsync()
    {
        await using var context = _database.CreateDbContext();
        return await context.RecordGaps.CountAsync(Cancel);
    }

    /// <summary>A wall clock that can be set, and a monotonic clock that cannot.</summary>
    private sealed class JumpingTime() : FakeTimeProvider(Noon)
    {
        public TimeSpan Jump { get; set; }

        /// <summary>The same time on a machine with a correct clock.</summary>
        public TimeProvider Right => new WithoutJump(this);

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Jump;

        public override long GetTimestamp() => base.GetUtcNow().Ticks;

        private sealed class WithoutJump(JumpingTime time) : TimeProvider
        {
            public override long TimestampFrequency => time.TimestampFrequency;

            public override DateTimeOffset GetUtcNow() => time.GetUtcNow() - time.Jump;

            public override long GetTimestamp() => time.GetTimestamp();
        }
    }
}
