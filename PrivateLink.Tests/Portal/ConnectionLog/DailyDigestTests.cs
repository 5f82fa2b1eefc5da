using PrivateLink.Portal.Components.Pages.Digests;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Digests;
using PrivateLink.Portal.ConnectionLog.RollUps;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog;

public sealed class DailyDigestOnSqliteTests() : DailyDigestTests(new SqliteTestDatabase());

public sealed class DailyDigestOnSqlServerTests() : DailyDigestTests(new SqlServerTestDatabase());

/// <summary>A day in sums: what is counted, what was new or ended, what is missing, and who sees what of it.</summary>
public abstract class DailyDigestTests : IAsyncLifetime
{
    private static readonly DateOnly Day = new(2026, 2, 28);
    private static readonly DateTime Noon = new(2026, 2, 28, 12, 0, 0, DateTimeKind.Utc);

    private readonly TestDatabase _database;
    private readonly PortalWorld _world;
    private readonly DailyDigests _digests;
    private readonly RollUpCounters _counters;
    private Guid _host;
    private Guid _other;

    protected DailyDigestTests(TestDatabase database)
    {
        _database = database;
        _world = new PortalWorld(database, database.Time);
        _digests = new(database, new LinkSights(database, database.Time), _counters = new(database.Time), database.Time);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _database.CreateAsync();
        await _world.SeedAsync();
        _host = await _world.CreateAsync(_world.Draft("megacorp.my-saas.io"));
        _other = await _world.CreateAsync(_world.Draft("globex.my-saas.io", tenant: _world.Globex));
    }

    public async ValueTask DisposeAsync()
    {
        _world.Dispose();
        await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task ReadAsync_ADay_AddsItUpBesideTheDayBefore()
    {
        await AddAsync(
            Of(_host, Noon, 10, failed: 2, bytes: 500, link: PortalWorld.AwsLink),
            Of(_host, Noon.AddHours(11), 5, verdict: Verdict.Denied, reason: Reason.LinkMissing),
            Of(_host, Noon.AddDays(-1), 4, link: PortalWorld.AwsLink),
            Of(_other, Noon.AddDays(-1), 7, tenant: _world.Globex.Id),
            Of(_other, Noon.AddDays(1), 99, tenant: _world.Globex.Id));

        var digest = (await _digests.ReadAsync(PortalWorld.Company, _digests.Yesterday, Cancel))!;

        Assert.Equal(Day, digest.Day);
        Assert.Equal((new DigestSum(15, 11), new DigestSum(5, 0), new DigestSum(2, 0), new DigestSum(500, 0)), (digest.Connections, digest.Denied, digest.Failed, digest.Bytes));
        Assert.Equal(new DigestHost(_host, "megacorp.my-saas.io", new(15, 4), 500, 2), Assert.Single(digest.Hosts));
        Assert.Equal(_host, Assert.Single(digest.FailedHosts).ResourceId);
        Assert.Equal(("globex.my-saas.io", 7), (Assert.Single(digest.SilentHosts).Host, digest.SilentHosts[0].Connections.Before));
        Assert.Equal(new DigestLink(PortalWorld.AwsLink, new(10, 4), 500), Assert.Single(digest.Links));
        Assert.Equal(new DigestReason(Reason.LinkMissing, new(5, 0)), Assert.Single(digest.DenyReasons));
        Assert.Equal([new DigestSource("10.0.1.0/24", 15)], digest.Sources);
        Assert.False(digest.IsQuiet);
    }

    /// <summary>The installation is of the first of March.</summary>
    [Fact]
    public async Task ReadAsync_OfAnInstallationMadeLater_KnowsThatThereWasNoDayBefore()
    {
        var before = (await _digests.ReadAsync(PortalWorld.Company, Day, Cancel))!;
        Assert.Equal((true, false, null), (before.IsBeforeBegin, before.HasDayBefore, DigestWords.MissingIn(before)));

        var first = (await _digests.ReadAsync(PortalWorld.Company, Day.AddDays(1), Cancel))!;
        Assert.Equal((false, false), (first.IsBeforeBegin, first.HasDayBefore));
        Assert.Equal("no day before to compare with", DigestWords.ChangeOf(first, first.Connections));
        Assert.Equal("This installation was created on this day: there is no day before to compare with.", DigestWords.BeginOf(first));

        var second = (await _digests.ReadAsync(PortalWorld.Company, Day.AddDays(2), Cancel))!;
        Assert.Equal((true, "same as the day before", null), (second.HasDayBefore, DigestWords.ChangeOf(second, second.Connections), DigestWords.BeginOf(second)));
    }

    /// <summary>What is counted is older than the log, where the log came later.</summary>
    [Fact]
    public async Task ReadAsync_SumsOfTheDayBefore_AreADayBefore()
    {
        await AddAsync(Of(_host, Noon.AddDays(-1), 4));

        Assert.False((await _digests.ReadAsync(PortalWorld.Company, Day.AddDays(-1), Cancel))!.IsBeforeBegin);
        Assert.True((await _digests.ReadAsync(PortalWorld.Company, Day, Cancel))!.HasDayBefore);
    }

    /// <summary>Another tenant's hosts, sums and links do not exist, and a stranger's link at the own host has no name.</summary>
    [Fact]
    public async Task ReadAsync_ByATenant_IsItsOwn()
    {
        await AddAsync(
            Of(_host, Noon, 3, verdict: Verdict.Denied, reason: Reason.LinkMismatch, link: PortalWorld.OtherAwsLink),
            Of(_host, Noon, 2, link: PortalWorld.AwsLink),
            Of(_other, Noon, 50, tenant: _world.Globex.Id, link: PortalWorld.OtherAwsLink),
            Of(_other, Noon.AddDays(-1), 7, tenant: _world.Globex.Id));
        await ObserveAsync(PortalWorld.OtherAwsLink, Noon, matched: false);
        await ObserveAsync(PortalWorld.AwsLink, Noon.AddHours(1), matched: true);

        var digest = (await _digests.ReadAsync(_world.MegacorpCaller, Day, Cancel))!;

        Assert.Equal(new DigestSum(5, 0), digest.Connections);
        Assert.Equal(PortalWorld.AwsLink, Assert.Single(digest.Links).LinkId);
        Assert.Equal(_host, Assert.Single(digest.Hosts).ResourceId);
        Assert.Empty(digest.SilentHosts);
        Assert.Equal([null, PortalWorld.AwsLink], digest.NewLinks.Select(link => link.LinkId));
        Assert.Equal(2, digest.NewLinkCount);
        Assert.DoesNotContain(PortalWorld.OtherAwsLink, System.Text.Json.JsonSerializer.Serialize(digest), StringComparison.Ordinal);
        Assert.Equal(new DigestSum(50, 7), (await _digests.ReadAsync(_world.GlobexCaller, Day, Cancel))!.Connections);
    }

    /// <summary>What is missing is said: a day of which nothing is known is not a quiet one.</summary>
    [Fact]
    public async Task ReadAsync_WhatIsMissing_IsToldAsMissing()
    {
        await AddAsync(Of(_host, Noon, 1));
        await using (var context = _database.CreateDbContext())
        {
            foreach (var time in (DateTime[])[Noon, Noon.AddDays(-1), Noon.AddDays(1)])
            {
                var gap = RecordGap.Begin(TestDecision.Of(1) with { Time = new(time, TimeSpan.Zero) });
                gap.Add(TestDecision.Of(1) with { Time = new(time, TimeSpan.Zero) }, sampled: false);
                context.Add(gap);
            }

            await context.SaveChangesAsync(Cancel);
        }

        var (company, tenant) = ((await _digests.ReadAsync(PortalWorld.Company, Day, Cancel))!, (await _digests.ReadAsync(_world.MegacorpCaller, Day, Cancel))!);

        Assert.Equal(1, Assert.Single(company.Gaps).Lost);
        Assert.Null(Assert.Single(tenant.Gaps).Lost);
        Assert.Equal(23, company.SilentHours);
        Assert.True(company.IsIncomplete);
    }

    /// <summary>The numbers grow later, so they are neither quiet nor remembered.</summary>
    [Fact]
    public async Task ReadAsync_WhileTotalsOfTheDayCannotBeStored_SaysThatTheyAreTooLow()
    {
        _counters.Take([new DecisionEvent(TestDecision.Of(1) with { Time = new(Noon, TimeSpan.Zero) })]);
        _counters.NotWritten(_counters.Dirty());

        var behind = (await _digests.ReadAsync(PortalWorld.Company, _digests.Yesterday, Cancel))!;
        _counters.Written(_counters.Dirty());
        var written = (await _digests.ReadAsync(PortalWorld.Company, _digests.Yesterday, Cancel))!;

        Assert.Equal((true, true, false), (behind.IsBehind, behind.IsIncomplete, behind.IsQuiet));
        Assert.Contains("cannot be stored now, so these numbers are too low", DigestWords.MissingIn(behind with { IsBeforeBegin = false }), StringComparison.Ordinal);
        Assert.False(written.IsBehind);
    }

    [Fact]
    public async Task ReadAsync_LinksFirstSeenThatDay_AreNewAndOthersAreNot()
    {
        await using (var context = _database.CreateDbContext())
        {
            for (var index = 0; index < 12; index++) context.Add(Seen($"vpce-{index:x17}", Noon.AddMinutes(index)));
            context.Add(Seen("vpce-0aaaaaaaaaaaaaaaa", Noon.AddDays(-1)));
            context.Add(Seen("vpce-0bbbbbbbbbbbbbbbb", Noon.AddHours(12)));
            await context.SaveChangesAsync(Cancel);
        }

        var digest = (await _digests.ReadAsync(PortalWorld.Company, Day, Cancel))!;

        Assert.Equal((12, 10), (digest.NewLinkCount, digest.NewLinks.Count));
        Assert.Equal("vpce-00000000000000000", digest.NewLinks[0].LinkId);
    }

    [Fact]
    public async Task ReadAsync_ADayWithoutAnything_IsQuiet()
    {
        var digest = (await _digests.ReadAsync(PortalWorld.Company, Day, Cancel))!;

        Assert.True(digest.IsQuiet);
        Assert.Equal(24, digest.SilentHours);
        Assert.Empty(digest.Sources);
    }

    private static LinkObservation Seen(string link, DateTime first)
    {
        var observation = new LinkObservation { Cloud = CloudProvider.Aws, Service = "saas-aws", LinkId = link };
        observation.Add(first, TestDecision.Of(1) with { Time = new(first, TimeSpan.Zero) }, 1);
        return observation;
    }

    private HourlyRollUp Of(
        Guid host, DateTime hour, long connections, long failed = 0, long bytes = 0,
        Verdict verdict = Verdict.Allowed, Reason reason = Reason.LinkMatched, string? link = null, Guid? tenant = null) => new()
        {
            Id = Guid.NewGuid(),
            Hour = hour,
            TenantId = tenant ?? _world.Megacorp.Id,
            ResourceId = host,
            Listener = "aws",
            Cloud = link is null ? null : CloudProvider.Aws,
            LinkId = link,
            Verdict = verdict,
            Reason = reason,
            Connections = connections,
            Failed = failed,
            BytesFromClient = bytes / 2,
            BytesFromUpstream = bytes - (bytes / 2),
            Sources = $"10.0.1.0/24={connections}",
        };

    private async Task AddAsync(params HourlyRollUp[] rollUps)
    {
        await using var context = _database.CreateDbContext();
        context.AddRange(rollUps);
        await context.SaveChangesAsync(Cancel);
    }

    private async Task ObserveAsync(string link, DateTime first, bool matched)
    {
        var observation = new ResourceObservation { Cloud = CloudProvider.Aws, Service = "saas-aws", LinkId = link, ResourceId = _host, TenantId = _world.Megacorp.Id };
        observation.Add(first, TestDecision.Of(1) with { Time = new(first, TimeSpan.Zero) }, 1);
        if (matched) observation.Match(first);
        await using var context = _database.CreateDbContext();
        context.Add(observation);
        await context.SaveChangesAsync(Cancel);
    }
}
