using PrivateLink.Portal.PolicySnapshots.Disk;
using PrivateLink.Tests.Support;
using PrivateLink.Protocol.Policy;
using Xunit;

namespace PrivateLink.Tests.Portal.PolicySnapshots.Disk;

/// <summary>One process reads the folder while another has it, and then takes it over.</summary>
public sealed class PolicyTakeOverTests : PolicyArchiveTest
{
    [Fact]
    public void Glance_FolderOfAnother_ReadsItAndChangesNothing()
    {
        using var owner = Opened();
        Begin(owner, Snapshot(1, Rich));
        Append(owner, 2, Plain);
        var files = Contents();

        using var guest = new PolicyArchive(Folder.FullName);
        var seen = guest.Glance();

        AssertSame(Snapshot(2, Rich, Plain), seen.Snapshot);
        Assert.Empty(seen.Damage);
        Assert.False(guest.TakesChanges);
        Assert.Equal(files, Contents());
        Append(owner, 3, Plain); // the owner has not noticed
    }

    [Fact]
    public void Take_WhileAnotherHasIt_IsRefused()
    {
        using var owner = Opened();
        Begin(owner, Snapshot(1, Rich));
        using var guest = new PolicyArchive(Folder.FullName);
        guest.Glance();

        Assert.Throws<PolicyFolderInUseException>(guest.Take);
    }

    [Fact]
    public void Take_AfterItWasGivenUp_ContinuesBehindTheOthersFiles()
    {
        using var owner = Opened();
        Begin(owner, Snapshot(1, Rich));
        using var guest = new PolicyArchive(Folder.FullName);
        guest.Glance();
        Append(owner, 2, Plain); // after the glance
        owner.GiveUp();

        guest.Take();
        Assert.False(guest.TakesChanges);
        Begin(guest, Snapshot(3, Rich, Plain));
        Append(guest, 4, TestPolicy.Resource("initech.my-saas.io", ResourceMode.Open));
        guest.GiveUp();

        using var next = new PolicyArchive(Folder.FullName);
        var found = next.Open();
        Assert.Equal((4L, 3), (found.Snapshot!.Revision, found.Snapshot.Count));
        Assert.Empty(found.Damage);
    }

    /// <summary>On a full disk, the folder passes on all the same. What was stored before stays readable.</summary>
    [Fact]
    public void Take_DiskIsFull_KeepsWhatIsThere()
    {
        using (var owner = Opened())
        {
            Begin(owner, Snapshot(1, Rich));
            Append(owner, 2, Plain);
            owner.GiveUp();
        }

        using var next = new PolicyArchive(Folder.FullName, freeSpace: _ => 0);
        next.Glance();
        next.Take();
        Assert.ThrowsAny<IOException>(() => Begin(next, Snapshot(2, Rich, Plain)));
        next.GiveUp();

        using var later = new PolicyArchive(Folder.FullName);
        AssertSame(Snapshot(2, Rich, Plain), later.Open().Snapshot);
    }

    private string[] Contents() => [.. Folder.GetFiles().OrderBy(static file => file.Name, StringComparer.Ordinal).Select(static file => $"{file.Name} {file.Length}")];
}
