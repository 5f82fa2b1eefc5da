using PrivateLink.Portal.PolicySnapshots.Disk;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.PolicySnapshots.Disk;

/// <summary>What is on disk is read as it was written.</summary>
public sealed class PolicyArchiveTests : PolicyArchiveTest
{
    [Fact]
    public void Open_NoFolder_IsEmptyAndLeavesItSo()
    {
        var folder = Path.Combine(Folder.FullName, "none");
        using var archive = new PolicyArchive(folder);

        Assert.Equal(ArchivedPolicy.None, archive.Open());
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void Open_WhatWasWritten_IsReadWhole()
    {
        var held = Guid.NewGuid();
        using (var archive = Opened()) Begin(archive, Snapshot(7, Rich, Plain), held);

        using var again = new PolicyArchive(Folder.FullName);
        var archived = again.Open();

        Assert.Empty(archived.Damage);
        Assert.Equal([held], archived.Origin.HeldBack);
        Assert.Equal(Known, archived.Origin.Database);
        AssertSame(Snapshot(7, Rich, Plain), archived.Snapshot);
        Assert.True(again.TakesChanges);
    }

    [Fact]
    public void Open_ChangesSince_AreReplayedInOrder()
    {
        var changed = PolicyGen.With(Rich, []);
        var added = TestPolicy.Resource("new.my-saas.io", ResourceMode.Open);
        using (var archive = Opened())
        {
            Begin(archive, Snapshot(1, Rich, Plain));
            Append(archive, 2, changed);
            Append(archive, 3, added, (Plain.ResourceId, null));
        }

        // Continues where it ended.
        using (var archive = Opened()) Append(archive, 4, Rich);
        using var again = new PolicyArchive(Folder.FullName);
        AssertSame(Snapshot(4, Rich, added), again.Open().Snapshot);
    }

    [Fact]
    public void Open_ManyLargeChanges_AreReplayedThroughEveryBlock()
    {
        var links = Enumerable.Range(0, 2_000).Select(number => new LinkGrant(LinkId.Azure((uint)number), "saas")).ToList();
        var last = Plain;
        using (var archive = Opened())
        {
            Begin(archive, Snapshot(1, Rich));
            for (var revision = 2; revision <= 40; revision++) Append(archive, revision, last = PolicyGen.With(Plain, links.Take(revision * 50)));
        }

        Assert.True(new FileInfo(JournalPath(1)).Length > 3 * PolicyJournal.Block);
        using var again = new PolicyArchive(Folder.FullName);
        AssertSame(Snapshot(40, Rich, last), again.Open().Snapshot);
    }

    [Fact]
    public void WriteWhole_KeepsTheOneBeforeAndNothingOlder()
    {
        using (var archive = Opened())
            for (var revision = 1; revision <= 4; revision++) Begin(archive, Snapshot(revision, Rich));

        Assert.Equal(
            ["00000003.journal", "00000003.policy", "00000004.journal", "00000004.policy", "lock", "reserve"],
            Folder.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal));
    }

    /// <summary>A process dies between the two writes. The older policy and both journals together hold every change.</summary>
    [Fact]
    public void Begin_WholePolicyNeverWritten_LosesNothing()
    {
        using (var archive = Opened())
        {
            Begin(archive, Snapshot(1, Rich));
            Append(archive, 2, Plain);
            archive.Begin();
            Append(archive, 3, PolicyGen.With(Rich, []));
        }

        using var again = new PolicyArchive(Folder.FullName);
        var archived = again.Open();

        Assert.Empty(archived.Damage);
        AssertSame(Snapshot(3, PolicyGen.With(Rich, []), Plain), archived.Snapshot);
    }

    /// <summary>The previous format has no database identity. It is read, follows any database, and is rewritten.</summary>
    [Fact]
    public void Open_FilesOfTheVersionBefore_AreReadAndNotContinued()
    {
        var held = Guid.NewGuid();
        Write(PolicyPath(1), "PrivateLink policy 1\n"u8,
            new PolicyRecordWriter(FrameKind.Start).Write(3).Write(6).Write(Noon.UtcTicks).Write([held]),
            new PolicyRecordWriter(FrameKind.Resources).Write([Rich]),
            new PolicyRecordWriter(FrameKind.End).Write(1));
        Write(JournalPath(1), "PrivateLink policy journal 1\n"u8,
            new PolicyRecordWriter(FrameKind.Start).Write(3),
            new PolicyRecordWriter(FrameKind.Change).Write(4).Write(7).Write(Noon.UtcTicks).Write([held]).Write([Plain]).Write(Array.Empty<Guid>()));
        using (var file = File.OpenWrite(JournalPath(1))) file.SetLength(PolicyJournal.Block);

        using var archive = new PolicyArchive(Folder.FullName);
        var archived = archive.Open();

        AssertSame(Snapshot(7, Rich, Plain), archived.Snapshot);
        Assert.Empty(archived.Damage);
        Assert.Equal([held], archived.Origin.HeldBack);
        Assert.Null(archived.Origin.Database);
        Assert.False(archive.TakesChanges);
    }

    /// <summary>
    /// A folder that cannot be written is still read. The lock becomes a link to a running program's file, which not even root can open for writing.
    /// </summary>
    [Fact]
    public void Open_FolderThatCannotBeWritten_IsReadAndSaysWhy()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux can make the lock unwritable for every account.");
        using (var archive = Opened()) Begin(archive, Snapshot(1, Rich));
        var path = Path.Combine(Folder.FullName, "lock");
        File.Delete(path);
        File.CreateSymbolicLink(path, Environment.ProcessPath!);

        using var again = new PolicyArchive(Folder.FullName);
        var archived = again.Open();

        AssertSame(Snapshot(1, Rich), archived.Snapshot);
        Assert.Empty(archived.Damage);
        Assert.Contains("lock", archived.Unwritable, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FolderOfAnotherProcess_IsRefused()
    {
        using var first = Opened();
        Begin(first, Snapshot(1, Rich));
        using var second = new PolicyArchive(Folder.FullName);

        Assert.Contains("Policy:Folder", Assert.Throws<PolicyFolderInUseException>(second.Open).Message, StringComparison.Ordinal);
    }
}
