using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Ceilings;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.PolicySnapshots.Disk;
using PrivateLink.Portal.Resources;
using PrivateLink.Portal.Timekeeping;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Tests.Support.Data;

/// <summary>Two tenants, two private link services and an upstream in a database, with the portal's services on it.</summary>
internal sealed class PortalWorld : IDisposable
{
    public const string AwsLink = "vpce-08d2bf15fac5001c9";
    public const string OtherAwsLink = "vpce-0a1b2c3d4e5f60718";
    public const string AzureLink = "553665985";

    public static readonly Caller Company = Caller.Company("ada");

    private readonly PolicyKeeper _keeper;

    /// <param name="contexts">The database.</param>
    /// <param name="time">The clock.</param>
    /// <param name="folder">The policy's folder. Another world may continue with it after this one ends. The default is a new folder.</param>
    public PortalWorld(IDbContextFactory<PortalDbContext> contexts, TimeProvider time, PolicyFolder? folder = null)
    {
        Contexts = contexts;
        Folder = folder ?? new PolicyFolder(Path.Combine(Path.GetTempPath(), $"privatelink-policy-{Guid.NewGuid():N}"));
        Store = new PolicyStore();
        Reader = new PolicyReader(contexts, NullLogger<PolicyReader>.Instance);
        _keeper = new PolicyKeeper(Folder, NullLogger<PolicyKeeper>.Instance);
        Publisher = new PolicyPublisher(Reader, Store, _keeper, Edits, time, NullLogger<PolicyPublisher>.Instance);
        Upkeep = new PolicyUpkeep(Publisher, Options.Create(new PolicyOptions()), time, NullLogger<PolicyUpkeep>.Instance);
        Changes = new ChangeWriter(contexts, Publisher, End, Refusals = new RefusalTally(time), Allowance = new EntryAllowance(Ceilings, time), time, NullLogger<ChangeWriter>.Instance);
        Clock = new TrustedClock(contexts, time, NullLogger<TrustedClock>.Instance);
        Clock.Believe();
        Resources = new ResourceService(contexts, Changes, Ceilings, Clock, time);
        Confirmation = new OpeningConfirmation(Changes, Publisher, End);
    }

    public PolicyFolder Folder { get; }

    /// <summary>The limits, which a test lowers to reach them.</summary>
    public IOptions<CeilingOptions> Ceilings { get; } = Options.Create(new CeilingOptions());

    public AnnouncedEdits Edits { get; } = new();

    /// <summary>The end of the audit log that this world's process knows.</summary>
    public KnownEnd End { get; } = new(NullLogger<KnownEnd>.Instance);

    /// <summary>Refusals that are counted instead of written.</summary>
    public RefusalTally Refusals { get; }

    /// <summary>How many changes users and tenants may still make.</summary>
    public EntryAllowance Allowance { get; }

    public TrustedClock Clock { get; }

    public PolicyReader Reader { get; }

    /// <summary>Runs only when a test starts it.</summary>
    public PolicyUpkeep Upkeep { get; }

    public OpeningConfirmation Confirmation { get; }

    public IDbContextFactory<PortalDbContext> Contexts { get; }

    public PolicyStore Store { get; }

    public PolicyPublisher Publisher { get; }

    public ChangeWriter Changes { get; }

    public ResourceService Resources { get; }

    public Tenant Megacorp { get; } = new() { Name = "Megacorp" };

    public Tenant Globex { get; } = new() { Name = "Globex" };

    public PrivateLinkService Aws { get; } = new() { Name = "saas-aws", Cloud = CloudProvider.Aws, Region = "us-east-1", Alias = "aws alias", Published = true };

    public PrivateLinkService Azure { get; } = new() { Name = "saas-azure", Cloud = CloudProvider.Azure, Region = "westeurope", Alias = "azure alias", Published = true };

    public PrivateLink.Portal.Data.Entities.Upstream Upstream { get; } = new() { Name = "echo", Addresses = { new PrivateLink.Portal.Data.Entities.UpstreamAddress { Host = "127.0.0.1", Port = 7450 } } };

    public Caller MegacorpCaller => Caller.Tenant("mia", Megacorp.Id);

    public Caller GlobexCaller => Caller.Tenant("gus", Globex.Id);

    public async Task SeedAsync()
    {
        await using var context = await Contexts.CreateDbContextAsync();
        context.AddRange(Megacorp, Globex, Aws, Azure, Upstream);
        await context.SaveChangesAsync();
    }

    /// <summary>A valid draft for Megacorp. A test changes only what it needs.</summary>
    public ResourceDraft Draft(
        string host = "megacorp.my-saas.io", ResourceMode mode = ResourceMode.Enforce, Tenant? tenant = null, params LinkDraft[] links) =>
        new() { TenantId = (tenant ?? Megacorp).Id, Host = host, Mode = mode, UpstreamId = Upstream.Id, Links = [.. links] };

    /// <summary>The same draft with a reason for loosening.</summary>
    public ResourceDraft Loosening(string host = "megacorp.my-saas.io", ResourceMode mode = ResourceMode.Monitor, params LinkDraft[] links)
    {
        var draft = Draft(host, mode, tenant: null, links);
        draft.Reason = "Their proxy lost its header";
        return draft;
    }

    public LinkDraft AwsDraft(string text = AwsLink, bool enabled = true) => new() { ServiceId = Aws.Id, Text = text, Enabled = enabled };

    public LinkDraft AzureDraft(string text = AzureLink) => new() { ServiceId = Azure.Id, Text = text };

    /// <summary>Saves a resource that the test relies on.</summary>
    public async Task<Guid> CreateAsync(ResourceDraft draft) => Xunit.Assert.IsType<SaveResult.Saved>(await Resources.CreateAsync(Company, draft)).Id;

    /// <summary>Saves a change as another process would, without a notification.</summary>
    public async Task SaveElsewhereAsync(Action<PortalDbContext> change)
    {
        await using var context = await Contexts.CreateDbContextAsync();
        change(context);
        var last = await context.PolicyRevisions.MaxAsync(revision => (long?)revision.Number) ?? 0;
        context.Add(new PolicyRevision { Number = last + 1, CreatedAt = DateTime.UnixEpoch, Summary = "elsewhere", By = "somebody" });
        await context.SaveChangesAsync();
    }

    public void Dispose()
    {
        Close();
        if (Directory.Exists(Folder.Path)) Directory.Delete(Folder.Path, recursive: true);
    }

    /// <summary>Stops everything and leaves the policy on disk for the next world.</summary>
    public void Close()
    {
        Upkeep.Dispose();
        Publisher.Dispose();
        Clock.Dispose();
        _keeper.Dispose();
    }
}
