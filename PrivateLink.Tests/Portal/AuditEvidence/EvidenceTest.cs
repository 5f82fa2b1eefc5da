using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.AuditEvidence;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Web;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Portal.Onboarding;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.AuditEvidence;

/// <summary>An onboarding world with evidence.</summary>
public abstract class EvidenceTest : OnboardingTest
{
    private protected const string Public = "link_missing";

    private protected EvidenceTest(TestDatabase database) : base(database)
    {
        Shelf = new EvidenceShelf(database.Time);
        Evidence = new EvidenceService(
            database, World.Changes, World.Portal.Allowance, Shelf, new PortalAddress(Options.Create(new PortalOptions())), Options.Create(new RecordsOptions()), World.Live.RollUps, database.Time);
    }

    private protected EvidenceShelf Shelf { get; }

    private protected EvidenceService Evidence { get; }

    private protected DateTime Now => World.Now;

    /// <summary>Creates evidence that the test relies on.</summary>
    private protected async Task<MadeEvidence> MadeAsync(Caller? caller = null, Guid? host = null, DateTime? from = null, Guid? tenant = null)
    {
        var (result, made) = await Evidence.MakeAsync(caller ?? World.Mia, new() { TenantId = tenant, HostId = host, From = from ?? Now.AddHours(-2), Until = Now.AddDays(1) }, Cancel);
        Assert.IsType<SaveResult.Saved>(result);
        return made!;
    }

    /// <summary>A listed and proven endpoint with a connection, and a permanently enforced host.</summary>
    private protected async Task EnforceAsync()
    {
        var endpoint = await World.StartWithLinkAsync();
        Assert.IsType<SaveResult.Saved>(await World.ProveAsync(endpoint, World.Mia));
        await World.SeeAsync(PortalWorld.AwsLink, World.MegacorpHost, World.Portal.Megacorp.Id);
        await World.Upkeep.VerifyAsync(endpoint, Cancel);
        Assert.IsType<SaveResult.Saved>(await World.Enforcement.EnforceAsync(World.Mia, World.MegacorpHost, new("megacorp.my-saas.io", TimeSpan.FromMinutes(10), false), Cancel));
        await World.SeeAsync(PortalWorld.AwsLink, World.MegacorpHost, World.Portal.Megacorp.Id);
        Assert.IsType<SaveResult.Saved>(await World.Enforcement.ConfirmAsync(World.Mia, World.MegacorpHost, "", Cancel));
        Database.Time.Advance(TimeSpan.FromMinutes(1));
    }

    /// <summary>Adds connections of one hour.</summary>
    private protected async Task CountAsync(Verdict verdict, Reason reason, long connections, double hoursAgo = 0, bool isGlobex = false, long failed = 0)
    {
        await using var context = Database.CreateDbContext();
        var hour = Now.AddHours(-hoursAgo);
        context.Add(new HourlyRollUp
        {
            Id = Guid.CreateVersion7(),
            Hour = hour.Date.AddHours(hour.Hour),
            TenantId = (isGlobex ? World.Portal.Globex : World.Portal.Megacorp).Id,
            ResourceId = isGlobex ? World.GlobexHost : World.MegacorpHost,
            Listener = "aws",
            Verdict = verdict,
            Reason = reason,
            Connections = connections,
            Failed = failed,
            BytesFromClient = 0,
            BytesFromUpstream = 0,
            Sources = "",
        });
        await context.SaveChangesAsync(Cancel);
    }

    /// <summary>Changes the database as an attacker who has removed the triggers.</summary>
    private protected async Task TamperAsync(string sql)
    {
        await using var context = Database.CreateDbContext();
        await context.Database.ExecuteSqlRawAsync("""DROP TRIGGER IF EXISTS "TR_AuditEntries_AppendOnly_Update" """, Cancel);
        await context.Database.ExecuteSqlRawAsync(sql, Cancel);
    }

    /// <summary>Recomputes the chain after an entry was changed, so that only values stored elsewhere reveal it.</summary>
    private protected async Task WriteAnewAsync()
    {
        await using var context = Database.CreateDbContext();
        var previous = AuditChain.Root;
        foreach (var entry in await context.AuditEntries.AsNoTracking().OrderBy(entry => entry.Sequence).ToListAsync(Cancel))
        {
            var anew = new AuditEntry
            {
                Sequence = entry.Sequence,
                Time = entry.Time,
                Actor = entry.Actor,
                ActorId = entry.ActorId,
                ActorTenantId = entry.ActorTenantId,
                Address = entry.Address,
                SessionId = entry.SessionId,
                TenantId = entry.TenantId,
                Action = entry.Action,
                TargetKind = entry.TargetKind,
                TargetId = entry.TargetId,
                TargetName = entry.TargetName,
                Result = entry.Result,
                Why = entry.Why,
                Before = entry.Before,
                After = entry.After,
                CorrelationId = entry.CorrelationId,
                PreviousHash = previous,
            };
            previous = AuditChain.HashOf(anew);
            await context.AuditEntries.Where(row => row.Sequence == entry.Sequence)
                .ExecuteUpdateAsync(row => row.SetProperty(each => each.PreviousHash, anew.PreviousHash).SetProperty(each => each.Hash, previous), Cancel);
        }
    }
}
