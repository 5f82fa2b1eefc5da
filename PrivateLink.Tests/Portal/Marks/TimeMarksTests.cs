using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Portal.Marks;
using PrivateLink.Tests.Portal.Components;
using Xunit;

namespace PrivateLink.Tests.Portal.Marks;

/// <summary>The marks that each reader sees for a span of time.</summary>
public sealed class TimeMarksTests : PageTest
{
    private static readonly Caller Company = Caller.Company("ada");
    private static readonly DateTime Noon = Decisions.Noon.UtcDateTime;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Company_ReadsRevisionsUpstreamsRunsAndGaps_NewestFirst()
    {
        var upstream = (await ResourceAsync(DemoNames.MegacorpHost)).Draft.UpstreamId!.Value;
        await StoreAsync(
            new PolicyRevision { Number = 900, CreatedAt = Noon, Summary = "Enforced megacorp.my-saas.io", By = "mia" },
            new ServiceMoment { Node = "node-1", Time = Noon.AddMinutes(1), Kind = ServiceMomentKind.UpstreamDown, UpstreamId = upstream, Upstream = "echo", Detail = "10.0.0.7:443: refused" },
            new ServiceMoment { Node = "node-1", Time = Noon.AddMinutes(2), Kind = ServiceMomentKind.Started },
            GapAt(Noon.AddMinutes(3)),
            new ServiceMoment { Node = "node-1", Time = Noon.AddDays(1), Kind = ServiceMomentKind.Stopped });

        var marks = await ReadAsync(Company);

        Assert.Equal([TimeMarkKind.Gap, TimeMarkKind.Service, TimeMarkKind.Upstream, TimeMarkKind.Policy], marks.Select(mark => mark.Kind));
        Assert.Equal("Policy revision 900 by mia: Enforced megacorp.my-saas.io", marks[3].Words);
        Assert.Equal("policy/900", marks[3].Href);
        Assert.Equal("Upstream echo is down: 10.0.0.7:443: refused", marks[2].Words);
        Assert.Equal($"upstreams/{upstream}", marks[2].Href);
        Assert.True(marks[2].IsBad);
    }

    /// <summary>A tenant sees when its hosts could not be reached, but neither names nor addresses of their upstreams.</summary>
    [Fact]
    public async Task Tenant_ReadsWhatConcernsItsHosts_WithoutTheCompanysNames()
    {
        var resource = await ResourceAsync(DemoNames.MegacorpHost);
        await StoreAsync(
            new PolicyRevision { Number = 900, CreatedAt = Noon, Summary = "Changed globex.my-saas.io", By = "mia" },
            new ServiceMoment
            {
                Node = "node-1",
                Time = Noon.AddMinutes(1),
                Kind = ServiceMomentKind.UpstreamDown,
                UpstreamId = resource.Draft.UpstreamId,
                Upstream = "echo",
                Detail = "10.0.0.7: refused",
            },
            new ServiceMoment { Node = "node-1", Time = Noon.AddMinutes(2), Kind = ServiceMomentKind.UpstreamDown, UpstreamId = Guid.NewGuid(), Upstream = "others" },
            new ServiceMoment { Node = "node-1", Time = Noon.AddMinutes(3), Kind = ServiceMomentKind.Lost },
            new ServiceMoment { Node = "node-1", Time = Noon.AddMinutes(3), Kind = ServiceMomentKind.TakeOverFailed, Detail = "asked for by ada" },
            GapAt(Noon.AddMinutes(4)));

        var marks = await ReadAsync(Caller.Tenant("mia", resource.Draft.TenantId!.Value));

        Assert.Equal([TimeMarkKind.Gap, TimeMarkKind.Service, TimeMarkKind.Upstream], marks.Select(mark => mark.Kind));
        Assert.DoesNotContain(marks, mark => mark.Words.Contains("echo", StringComparison.Ordinal) || mark.Words.Contains("10.0.0.7", StringComparison.Ordinal)
            || mark.Words.Contains("node-1", StringComparison.Ordinal) || mark.Words.Contains("globex", StringComparison.Ordinal) || mark.Href.Contains("upstreams", StringComparison.Ordinal));
    }

    /// <summary>Changes by the tenant's own users and by the company show who made them.</summary>
    [Fact]
    public async Task Tenant_ReadsChangesOfItsOwnHosts()
    {
        var resource = await ResourceAsync(DemoNames.MegacorpHost);
        resource.Draft.Aliases = "also.my-saas.io";
        await SaveAsync(resource);

        var marks = await Own<TimeMarks>().ReadAsync(Caller.Tenant("mia", resource.Draft.TenantId!.Value), from: null, to: null, Cancel);

        var change = Assert.Single(marks, mark => mark.Kind == TimeMarkKind.Policy && mark.Words.StartsWith("Resource changed", StringComparison.Ordinal));
        Assert.Equal($"Resource changed by local: {DemoNames.MegacorpHost}, alias names changed", change.Words);
        Assert.StartsWith("activity/", change.Href, StringComparison.Ordinal);
    }

    /// <summary>Whatever was done since, the chart of an earlier time has its marks.</summary>
    [Fact]
    public async Task Tenant_ReadsAnEarlierTime_FindsItsChangesBehindThousandsOfLaterEntries()
    {
        var tenant = (await ResourceAsync(DemoNames.MegacorpHost)).Draft.TenantId!.Value;
        await StoreAsync(
            Enumerable.Range(0, 2_001).Select(index => EntryAt(2_000_000 + index, tenant, AuditAction.ViewSaved, Noon.AddDays(1)))
                .Append(EntryAt(1_000_001, tenant, AuditAction.ResourceChanged, Noon))
                .Append(EntryAt(1_000_000, tenant, AuditAction.ResourceChanged, Noon.AddDays(-1))));

        Assert.Equal("activity/1000001", Assert.Single(await ReadAsync(Caller.Tenant("mia", tenant))).Href);
    }

    [Fact]
    public async Task Read_VeryMany_TakesTheNewestOnly()
    {
        await StoreAsync(Enumerable.Range(0, TimeMarks.Most + 50).Select(index => new ServiceMoment { Node = "node-1", Time = Noon.AddSeconds(index), Kind = ServiceMomentKind.Started }));

        var marks = await ReadAsync(Company);

        Assert.Equal(TimeMarks.Most, marks.Count);
        Assert.Equal(Noon.AddSeconds(TimeMarks.Most + 49), marks[0].Time.UtcDateTime);
    }

    /// <summary>While the database is unavailable, the events of this process are still shown.</summary>
    [Fact]
    public async Task Recent_WithoutADatabase_TellsWhatThisProcessHasSeen()
    {
        var moments = Own<ServiceMoments>();
        moments.Add(new() { Node = "node-1", Time = Noon, Kind = ServiceMomentKind.UpstreamDown, UpstreamId = Guid.NewGuid(), Upstream = "echo" });
        var marks = new TimeMarks(new Away(), moments, Clock);

        Assert.Equal("Upstream echo is down", Assert.Single(await marks.RecentAsync(Company, Cancel)).Words);
        Assert.Empty(await marks.RecentAsync(Caller.Tenant("mia", Guid.NewGuid()), Cancel));
    }

    private static RecordGap GapAt(DateTime time) => RecordGap.Begin(Decisions.Allowed() with { Time = time });

    private static AuditEntry EntryAt(long sequence, Guid tenant, AuditAction action, DateTime time) => new()
    {
        Sequence = sequence,
        Time = time,
        Actor = "mia",
        ActorId = null,
        ActorTenantId = tenant,
        Address = null,
        TenantId = tenant,
        Action = action.Code,
        TargetKind = action.Kind,
        TargetId = null,
        TargetName = DemoNames.MegacorpHost,
        Result = AuditResult.Done,
        Why = null,
        Before = null,
        After = null,
        CorrelationId = "",
        PreviousHash = "",
    };

    private Task<IReadOnlyList<TimeMark>> ReadAsync(Caller caller) => Own<TimeMarks>().ReadAsync(caller, Decisions.Noon.AddHours(-1), Decisions.Noon.AddHours(1), Cancel);

    private sealed class Away : IDbContextFactory<PortalDbContext>
    {
        public PortalDbContext CreateDbContext() => throw new DatabaseNotReadyException("away");
    }
}
