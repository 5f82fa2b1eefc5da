using PrivateLink.Portal.Changes;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.PolicySnapshots.Disk;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.PolicySnapshots;

/// <summary>What still works without the database, the disk or the process.</summary>
public sealed class KeptPolicyTests : PublicationTest
{
    /// <summary>Whatever fails in between, the policy that decides on connections can be read again.</summary>
    [Fact]
    public async Task Save_ComesIntoForce_IsOnTheDiskBefore()
    {
        var id = await World.CreateAsync(World.Draft());
        var journal = Directory.GetFiles(World.Folder.Path, "*.journal").Single();
        List<long> onDisk = [];
        World.Store.Changed += _ => onDisk.Add(JournalContent.Read(journal, new SharedParts()).Steps[^1].Record.Revision);

        await UpdateAsync(id, draft => draft.Mode = ResourceMode.Monitor);

        Assert.Equal([2L], onDisk);
    }

    [Fact]
    public async Task Restart_DatabaseAway_EnforcesWhatWasInForceAndSaysSo()
    {
        var id = await World.CreateAsync(World.Draft(links: World.AwsDraft()));
        await UpdateAsync(id, draft => draft.Links.Clear());
        World.Close();
        Database.Break();
        Database.Time.Advance(TimeSpan.FromHours(3));
        using var next = new PortalWorld(Database, Database.Time, World.Folder);

        Assert.True(await next.Publisher.RecoverAsync(Cancel));
        var enforcement = await next.Publisher.RefreshAsync(Cancel);

        Assert.IsType<Enforcement.Pending>(enforcement);
        Assert.Empty(PolicyTransition.Difference(Current, [.. next.Store.Current!.Resources]));
        Assert.Empty(next.Store.Current.Find("megacorp.my-saas.io")!.Links.Grants);
        Assert.Equal((2L, Current.CreatedAt), (next.Publisher.Status.Revision, next.Publisher.Status.FromDisk));
        Assert.Empty(next.Publisher.Status.Damage);
        Database.Repair();

        Assert.IsType<Enforcement.InForce>(await next.Publisher.RefreshAsync(Cancel));
        Assert.Null(next.Publisher.Status.FromDisk);
    }

    [Fact]
    public async Task Restart_PolicyOnDiskDamaged_SaysSoUntilItIsWholeAgain()
    {
        await World.CreateAsync(World.Draft());
        World.Close();
        var journal = Directory.GetFiles(World.Folder.Path, "*.journal").Single();
        await using (var file = File.OpenWrite(journal)) file.SetLength(100);
        using var next = new PortalWorld(Database, Database.Time, World.Folder);

        await next.Publisher.RecoverAsync(Cancel);
        Assert.NotEmpty(next.Publisher.Status.Damage);
        await next.Publisher.RefreshAsync(Cancel);
        Assert.Empty(next.Publisher.Status.Damage);
        Assert.NotNull(next.Publisher.Status.NotOnDisk);

        await next.Publisher.WriteWholeAsync(Cancel);
        Assert.Null(next.Publisher.Status.NotOnDisk);
        next.Close();
        using var last = new PortalWorld(Database, Database.Time, World.Folder);
        await last.Publisher.RecoverAsync(Cancel);
        Assert.Empty(last.Publisher.Status.Damage);
        Assert.Empty(PolicyTransition.Difference(Current, [.. last.Store.Current!.Resources]));
    }

    /// <summary>A damaged journal is rewritten automatically.</summary>
    [Fact]
    public async Task Restart_JournalOnDiskDamaged_IsWrittenWholeInTheBackground()
    {
        await World.CreateAsync(World.Draft());
        World.Close();
        var journal = Directory.GetFiles(World.Folder.Path, "*.journal").Single();
        await File.WriteAllBytesAsync(journal, (await File.ReadAllBytesAsync(journal, Cancel))[..^1], Cancel);
        using var next = new PortalWorld(Database, Database.Time, World.Folder);
        await next.Upkeep.StartAsync(Cancel);

        await next.Publisher.RefreshAsync(Cancel);

        await Eventually.TrueAsync(() => next.Publisher.Status is { Revision: not null, NotOnDisk: null });
        await next.Upkeep.StopAsync(CancellationToken.None);
    }

    /// <summary>Changes made while the disk could not be written are missing on it, so later changes on disk do not count.</summary>
    [Fact]
    public async Task Restart_ChangesThatWereNotKept_AreAGapThatNothingBehindItCloses()
    {
        var id = await World.CreateAsync(World.Draft("first.my-saas.io"));
        World.Close();
        var journal = Directory.GetFiles(World.Folder.Path, "*.journal").Single();
        var bytes = await File.ReadAllBytesAsync(journal, Cancel);
        bytes[^1] ^= 1; // after the last change: all changes are read, but the journal is not continued
        await File.WriteAllBytesAsync(journal, bytes, Cancel);

        using (var next = new PortalWorld(Database, Database.Time, World.Folder))
        {
            await next.Publisher.RefreshAsync(Cancel);
            await next.SaveElsewhereAsync(context => context.Resources.Single(resource => resource.Id == id).Enabled = false);
            await next.Publisher.PublishAsync(Cancel);
            Directory.CreateDirectory(Path.Combine(World.Folder.Path, "00000002.policy"));
            await next.Publisher.WriteWholeAsync(Cancel); // starts a journal, and ends before its complete policy is written
            await next.CreateAsync(World.Draft("second.my-saas.io"));
            next.Close();

            Directory.Delete(Path.Combine(World.Folder.Path, "00000002.policy"));
            using var last = new PortalWorld(Database, Database.Time, World.Folder);
            await last.Publisher.RecoverAsync(Cancel);
            Assert.Equal((1L, 1), (last.Store.Current!.Revision, last.Store.Current.Count));
        }
    }

    /// <summary>A disk that cannot be written does not prevent a closing from taking effect.</summary>
    [Fact]
    public async Task Save_DiskTakesNothing_IsInForceAllTheSameAndSaysSo()
    {
        var id = await World.CreateAsync(World.Draft(links: World.AwsDraft()));
        World.Close();
        Directory.Delete(World.Folder.Path, recursive: true);
        await File.WriteAllTextAsync(World.Folder.Path, "in the way", Cancel);
        using var next = new PortalWorld(Database, Database.Time, World.Folder);
        await next.Publisher.RefreshAsync(Cancel);

        var detail = (await next.Resources.FindAsync(PortalWorld.Company, id, Cancel))!;
        detail.Draft.Links.Clear();
        var result = await next.Resources.PutBackAsync(PortalWorld.Company, id, detail.Version, detail.Draft, Cancel);

        Assert.IsType<Enforcement.InForce>(Assert.IsType<SaveResult.Saved>(result).Enforcement);
        Assert.Empty(next.Store.Current!.Find("megacorp.my-saas.io")!.Links.Grants);
        Assert.NotNull(next.Publisher.Status.NotOnDisk);
        File.Delete(World.Folder.Path);

        await next.Publisher.WriteWholeAsync(Cancel);
        Assert.Null(next.Publisher.Status.NotOnDisk);
    }

    /// <summary>Repeated attempts on a full disk do not take more space each time.</summary>
    [Fact]
    public async Task WriteWhole_NoRoomAgainAndAgain_TakesNoMoreSpaceAndKeepsEveryChange()
    {
        var id = await World.CreateAsync(World.Draft());
        var inTheWay = Directory.CreateDirectory(Path.Combine(World.Folder.Path, "00000002.policy"));
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await World.Publisher.WriteWholeAsync(Cancel);
            await UpdateAsync(id, draft => draft.Mode = attempt % 2 == 0 ? ResourceMode.Monitor : ResourceMode.Enforce);

            Assert.Null(World.Publisher.Status.NotOnDisk);
            Assert.NotNull(World.Publisher.Status.DiskShort);
            Assert.Equal(
                ["00000001.journal", "00000001.policy", "00000002.journal", "lock", "reserve"],
                Directory.GetFiles(World.Folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        }

        inTheWay.Delete();
        await World.Publisher.WriteWholeAsync(Cancel);
        Assert.Null(World.Publisher.Status.DiskShort);
        World.Close();
        using var next = new PortalWorld(Database, Database.Time, World.Folder);
        await next.Publisher.RecoverAsync(Cancel);
        Assert.Empty(next.Publisher.Status.Damage);
        Assert.Equal(ResourceMode.Monitor, next.Store.Current!.Find("megacorp.my-saas.io")!.Mode);
    }

    [Fact]
    public async Task WriteWhole_WhileChangesComeIn_LosesNone()
    {
        List<Guid> ids = [];
        for (var host = 0; host < 5; host++) ids.Add(await World.CreateAsync(World.Draft($"h{host}.my-saas.io")));

        var writing = Task.Run(async () =>
        {
            for (var time = 0; time < 5; time++) await World.Publisher.WriteWholeAsync(Cancel);
        }, Cancel);
        foreach (var id in ids) await UpdateAsync(id, draft => draft.Mode = ResourceMode.Monitor);
        await writing;

        Assert.All(Current.Resources, resource => Assert.Equal(ResourceMode.Monitor, resource.Mode));
        World.Close();
        using var next = new PortalWorld(Database, Database.Time, World.Folder);
        await next.Publisher.RecoverAsync(Cancel);
        Assert.Empty(next.Publisher.Status.Damage);
        Assert.Empty(PolicyTransition.Difference(Current, [.. next.Store.Current!.Resources]));
    }
}
