using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Engine.Connections;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Explaining;
using PrivateLink.Portal.ConnectionLog.RollUps;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Portal.Components;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Explaining;

public class TrafficAtStakeTests : PageTest
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OfAsync_ALinkThatGoes_CountsItAmongWhatWasLetIn()
    {
        var resource = await ResourceAsync(DemoNames.MegacorpHost);
        await StoreAsync(
            RollUp(resource.Id, resource.Draft.TenantId, DemoNames.MegacorpAwsLink, Verdict.Allowed, 43, hoursAgo: 2),
            RollUp(resource.Id, resource.Draft.TenantId, link: null, Verdict.Audited, 57, hoursAgo: 3),
            RollUp(resource.Id, resource.Draft.TenantId, DemoNames.MegacorpAwsLink, Verdict.Denied, 1_000, hoursAgo: 1),
            RollUp(resource.Id, resource.Draft.TenantId, DemoNames.MegacorpAwsLink, Verdict.Allowed, 1_000, hoursAgo: 30));
        var hosts = new Dictionary<Guid, string> { [resource.Id] = resource.Draft.Host };

        var link = Assert.Single(await Own<TrafficAtStake>().OfAsync(Caller.Company("ada"), hosts, [DemoNames.MegacorpAwsLink], Cancel));
        var all = Assert.Single(await Own<TrafficAtStake>().OfAsync(Caller.Company("ada"), hosts, links: null, Cancel));
        var foreign = Assert.Single(await Own<TrafficAtStake>().OfAsync(Caller.Tenant("eve", Guid.NewGuid()), hosts, links: null, Cancel));

        Assert.Equal((100L, 43L, 0), (link.All!.Value, link.Cut!.Value, link.OpenNow));
        Assert.Equal((100L, 100L), (all.All!.Value, all.Cut!.Value));
        Assert.Equal(0, foreign.All);
    }

    [Fact]
    public async Task OfAsync_CountsThatCannotBeRead_AreNotNone()
    {
        var stakes = new TrafficAtStake(new AwayContexts(), Own<RollUpCounters>(), Own<OpenConnections>(), Clock);

        var host = Assert.Single(await stakes.OfAsync(Caller.Company("ada"), new Dictionary<Guid, string> { [Guid.NewGuid()] = "a.io" }, links: null, Cancel));

        Assert.Null(host.All);
        Assert.Contains("cannot be read now", host.Words, StringComparison.Ordinal);
    }

    /// <summary>On a full disk the database answers, with the totals of before.</summary>
    [Fact]
    public async Task OfAsync_WhileTotalsCannotBeStored_IsNotNone()
    {
        var resource = await ResourceAsync(DemoNames.MegacorpHost);
        var sums = Own<RollUpCounters>();
        sums.Take([new DecisionEvent(Decisions.Allowed() with { ResourceId = resource.Id, Time = DateTimeOffset.UtcNow.AddDays(-3) })]);
        sums.NotWritten(sums.Dirty());

        var host = Assert.Single(await Own<TrafficAtStake>().OfAsync(
            Caller.Company("ada"), new Dictionary<Guid, string> { [resource.Id] = resource.Draft.Host }, links: null, Cancel));

        Assert.True(host.IsFelt);
        Assert.Equal(24, (int)(DateTime.UtcNow - host.NotCountedSince!.Value).TotalHours);
        Assert.Contains("unknown", host.Words, StringComparison.Ordinal);
    }

    /// <summary>What is behind an upstream, a tenant or a service is found by it, and only by those who may change it.</summary>
    [Fact]
    public async Task OfUpstreamTenantAndService_CountTheirHosts()
    {
        var resource = await ResourceAsync(DemoNames.MegacorpHost);
        await StoreAsync(
            RollUp(resource.Id, resource.Draft.TenantId, DemoNames.MegacorpAwsLink, Verdict.Allowed, 43, hoursAgo: 2),
            RollUp(resource.Id, resource.Draft.TenantId, link: null, Verdict.Allowed, 57, hoursAgo: 3));
        var (ada, stakes) = (Caller.Company("ada"), Own<TrafficAtStake>());
        var service = resource.Draft.Links.Single(link => link.Text == DemoNames.MegacorpAwsLink.ToString()).ServiceId!.Value;

        var behind = (await stakes.OfUpstreamAsync(ada, resource.Draft.UpstreamId!.Value, Cancel)).Single(host => host.Host == DemoNames.MegacorpHost);
        var owned = (await stakes.OfTenantAsync(ada, resource.Draft.TenantId!.Value, Cancel)).Single(host => host.Host == DemoNames.MegacorpHost);
        var listed = (await stakes.OfServiceAsync(ada, service, Cancel)).Single(host => host.Host == DemoNames.MegacorpHost);

        Assert.Equal((100L, 100L), (behind.All!.Value, behind.Cut!.Value));
        Assert.Equal((100L, 100L), (owned.All!.Value, owned.Cut!.Value));
        Assert.Equal((100L, 43L, true), (listed.All!.Value, listed.Cut!.Value, listed.IsAtMost));
        var tenant = Caller.Tenant("eve", resource.Draft.TenantId!.Value);
        await Assert.ThrowsAsync<NotPermittedException>(() => stakes.OfUpstreamAsync(tenant, resource.Draft.UpstreamId!.Value, Cancel));
        await Assert.ThrowsAsync<NotPermittedException>(() => stakes.OfTenantAsync(tenant, resource.Draft.TenantId!.Value, Cancel));
        await Assert.ThrowsAsync<NotPermittedException>(() => stakes.OfServiceAsync(tenant, service, Cancel));
    }

    private static HourlyRollUp RollUp(Guid resource, Guid? tenant, LinkId? link, Verdict verdict, long connections, int hoursAgo) => new()
    {
        Id = Guid.NewGuid(),
        Hour = DateTime.UtcNow.Date.AddHours(DateTime.UtcNow.Hour - hoursAgo),
        TenantId = tenant,
        ResourceId = resource,
        Listener = "aws",
        Cloud = link?.Cloud,
        LinkId = link?.ToString(),
        Verdict = verdict,
        Reason = verdict == Verdict.Denied ? Reason.LinkMismatch : Reason.LinkMatched,
        Connections = connections,
        Failed = 0,
        BytesFromClient = 0,
        BytesFromUpstream = 0,
        Sources = "",
    };

    private sealed class AwayContexts : IDbContextFactory<PortalDbContext>
    {
        public PortalDbContext CreateDbContext() => throw new SqliteException("database is locked", 5);
    }
}
