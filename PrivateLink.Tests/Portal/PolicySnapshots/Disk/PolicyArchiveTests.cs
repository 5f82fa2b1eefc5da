using PrivateLink.Portal.Files;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.PolicySnapshots.Disk;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.PolicySnapshots.Disk;

/// <summary>What is on disk is believed as it was written, or not at all.</summary>
public sealed class PolicyArchiveTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly ResourcePolicy Rich = new()
    {
        ResourceId = Guid.NewGuid(),
        TenantId = Guid.NewGuid(),
        Names = ["megacorp.my-saas.io", "*.megacorp.my-saas.io"],
        Mode = ResourceMode.Enforce,
        Links = new LinkTable(
        [
            new LinkGrant(TestPolicy.AwsLink, "saas-aws"),
            new LinkGrant(TestPolicy.Link(CloudProvider.Aws, "vpce-Not-Usual"), "saas-aws", Enabled: false),
            new LinkGrant(TestPolicy.AzureLink, "saas-azure"),
            new LinkGrant(LinkId.Gcp(ulong.MaxValue), "saas-gcp"),
        ]),
        Upstream = new Upstream(Guid.NewGuid(), "echo", [new("10.0.0.1", 443), new("::1", 8443)], SendProxyHeader: true),
    };

    private static readonly DatabaseMark Known = new(Guid.NewGuid(), 7, Noon.UtcDateTime);

    private static readonly ResourcePolicy Plain = TestPolicy.SwitchedOff(TestPolicy.Resource("globex.my-saas.io", ResourceMode.Monitor));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("privatelink-archive-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Open_NoFolder_IsEmptyAndLeavesItSo()
    {
        var folder = Path.Combine(_folder.FullName, "none");
        using var archive = new PolicyArchive(folder);

        Assert.Equal(ArchivedPolicy.None, archive.Open());
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void Open_WhatWasWritten_IsReadWhole()
    {
        var held = Guid.NewGuid();
        using (var archive = Opened()) Begin(archive, Snapshot(7, Rich, Plain), held);

        using var again = new PolicyArchive(_folder.FullName);
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

        // And goes on where it ended.
        using (var archive = Opened()) Append(archive, 4, Rich);
        using var again = new PolicyArchive(_folder.FullName);
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
        using var again = new PolicyArchive(_folder.FullName);
        AssertSame(Snapshot(40, Rich, last), again.Open().Snapshot);
    }

    [Fact]
    public void Open_EveryByteOfAPolicyFlipped_IsSeenAndThePolicyBeforeLeadsToTheSameEnd()
    {
        TwoGenerations();
        var expected = Snapshot(4, Plain);

        foreach (var bytes in Flipped(PolicyPath(2))) AssertOlderOneStandsIn(bytes, expected);
        foreach (var bytes in CutShort(PolicyPath(2), step: 1)) AssertOlderOneStandsIn(bytes, expected);
    }

    /// <summary>Every byte in memory; the way over the disk, which is the same for all of them, for some.</summary>
    [Fact]
    public void Open_EveryByteOfAJournalFlipped_IsSeenAndOnlyWhatCameBeforeCounts()
    {
        const int AlsoOnDisk = 151;
        using (var archive = Opened())
        {
            Begin(archive, Snapshot(1, Rich, Plain));
            Append(archive, 2, PolicyGen.With(Rich, []));
            Append(archive, 3, (Plain.ResourceId, null));
        }

        PolicySnapshot[] prefixes = [Snapshot(1, Rich, Plain), Snapshot(2, PolicyGen.With(Rich, []), Plain), Snapshot(3, PolicyGen.With(Rich, []))];
        var (start, resources) = PolicyFile.Read(PolicyPath(1), new SharedParts());
        byte[][] onDisk = [.. Damaged(JournalPath(1)).Where((_, index) => index % AlsoOnDisk == 0)];
        foreach (var bytes in Damaged(JournalPath(1)))
        {
            var replay = new PolicyReplay(start, new(resources));

            replay.Apply("the journal", JournalContent.Read(new MemoryStream(bytes), new SharedParts()));

            Assert.NotEmpty(replay.Damage);
            AssertSame(prefixes[replay.Record.Revision - 1], replay.Compile());
        }

        foreach (var bytes in onDisk)
        {
            Overwrite(JournalPath(1), bytes);
            using var archive = new PolicyArchive(_folder.FullName);

            var archived = archive.Open();

            Assert.NotEmpty(archived.Damage);
            Assert.False(archive.TakesChanges);
            AssertSame(prefixes[archived.Snapshot!.Revision - 1], archived.Snapshot);
        }
    }

    /// <summary>The blocks of a longer journal: wherever it is cut, also between two of them, it shows.</summary>
    [Fact]
    public void Open_LongJournalCutAnywhere_IsSeen()
    {
        var links = Enumerable.Range(0, 5_000).Select(number => new LinkGrant(LinkId.Azure((uint)number), "saas")).ToList();
        using (var archive = Opened())
        {
            Begin(archive, Snapshot(1, Plain));
            for (var revision = 2; revision <= 12; revision++) Append(archive, revision, PolicyGen.With(Plain, links.Take(revision * 400)));
        }

        var whole = File.ReadAllBytes(JournalPath(1));
        Assert.True(whole.Length > 2 * PolicyJournal.Block);
        int[] lengths =
        [
            .. Enumerable.Range(0, whole.Length / PolicyJournal.Block).Select(block => block * PolicyJournal.Block),
            .. Enumerable.Range(0, 97).Select(part => part * (whole.Length / 97)),
        ];
        foreach (var length in lengths)
        {
            Overwrite(JournalPath(1), whole[..length]);
            using var archive = new PolicyArchive(_folder.FullName);
            Assert.NotEmpty(archive.Open().Damage);
        }
    }

    [Fact]
    public void Open_PolicyAndItsJournalDamaged_StopsAtTheLastWholeStep()
    {
        TwoGenerations();
        File.WriteAllBytes(PolicyPath(2), Flipped(PolicyPath(2)).First());
        var journal = File.ReadAllBytes(JournalPath(1));
        journal[^1] ^= 1; // in the zeros behind the end: nothing is lost, but who knows
        File.WriteAllBytes(JournalPath(1), journal);

        using var archive = new PolicyArchive(_folder.FullName);
        var archived = archive.Open();

        Assert.Equal(2, archived.Damage.Count);
        AssertSame(Snapshot(4, Plain), archived.Snapshot);
    }

    [Fact]
    public void Open_JournalOfTheOlderPolicyGone_DoesNotSkipIt()
    {
        TwoGenerations();
        File.Delete(PolicyPath(2));
        File.Delete(JournalPath(1));

        using var archive = new PolicyArchive(_folder.FullName);
        var archived = archive.Open();

        Assert.Contains("is missing", Assert.Single(archived.Damage), StringComparison.Ordinal);
        AssertSame(Snapshot(1, Rich, Plain), archived.Snapshot);
    }

    [Fact]
    public void Open_JournalOfAnotherTime_IsNotBelieved()
    {
        using (var archive = Opened())
        {
            Begin(archive, Snapshot(1, Rich));
            Append(archive, 2, Plain);
        }

        var stale = File.ReadAllBytes(JournalPath(1));
        using (var archive = Opened())
        {
            Append(archive, 3, (Plain.ResourceId, null));
            Begin(archive, Snapshot(3, Rich));
        }

        File.WriteAllBytes(JournalPath(2), stale);
        using var again = new PolicyArchive(_folder.FullName);
        var archived = again.Open();

        Assert.NotEmpty(archived.Damage);
        AssertSame(Snapshot(3, Rich), archived.Snapshot);
    }

    [Fact]
    public void WriteWhole_KeepsTheOneBeforeAndNothingOlder()
    {
        using (var archive = Opened())
            for (var revision = 1; revision <= 4; revision++) Begin(archive, Snapshot(revision, Rich));

        Assert.Equal(
            ["00000003.journal", "00000003.policy", "00000004.journal", "00000004.policy", "lock", "reserve"],
            _folder.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal));
    }

    /// <summary>A process that dies between the two: the older policy and both journals are the whole truth.</summary>
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

        using var again = new PolicyArchive(_folder.FullName);
        var archived = again.Open();

        Assert.Empty(archived.Damage);
        AssertSame(Snapshot(3, PolicyGen.With(Rich, []), Plain), archived.Snapshot);
    }

    /// <summary>The newest journal is gone before its whole policy was written: the one before says that there was one.</summary>
    [Fact]
    public void Open_NewestJournalGoneBeforeItsPolicyIsWritten_IsSeen()
    {
        using (var archive = Opened())
        {
            Begin(archive, Snapshot(1, Rich));
            Append(archive, 2, Plain);
            archive.Begin();
            Append(archive, 3, PolicyGen.With(Rich, []));
        }

        File.Delete(JournalPath(2));
        using var again = new PolicyArchive(_folder.FullName);
        var archived = again.Open();

        Assert.Contains("00000002.journal is missing", Assert.Single(archived.Damage), StringComparison.Ordinal);
        AssertSame(Snapshot(2, Rich, Plain), archived.Snapshot);
    }

    /// <summary>What is in force and not on the disk has a number: no later change is believed on top of the policy before it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Open_ChangesThatCouldNotBeWritten_AreAGapThatIsSeen(bool alsoSkipped)
    {
        var takes = true;
        using (var archive = new PolicyArchive(_folder.FullName, (file, bytes, offset) =>
        {
            if (!takes) throw new IOException("gone");
            DurableFiles.WriteThrough(file, bytes, offset);
        }))
        {
            archive.Open();
            Begin(archive, Snapshot(1, Rich));
            Append(archive, 2, Plain);
            takes = false;
            Assert.Throws<IOException>(() => Append(archive, 3, (Plain.ResourceId, null)));
            Assert.False(archive.TakesChanges);
            takes = true;
            if (alsoSkipped) archive.Skip();
            archive.Begin();
            Append(archive, 4, PolicyGen.With(Rich, []));
        }

        using var again = new PolicyArchive(_folder.FullName);
        var archived = again.Open();

        Assert.NotEmpty(archived.Damage);
        Assert.False(again.TakesChanges);
        AssertSame(Snapshot(2, Rich, Plain), archived.Snapshot);
    }

    [Fact]
    public void Replace_DiskFullInTheMiddle_LeavesNothingBehind()
    {
        var path = Path.Combine(_folder.FullName, "some.policy");

        Assert.Throws<IOException>(() => DurableFiles.Replace(path, file =>
        {
            file.Write(new byte[3 << 20]);
            throw new IOException("No space left on device");
        }));

        Assert.Empty(_folder.GetFileSystemInfos());
    }

    /// <summary>A folder in the place of the file stands in for whatever keeps it from being written.</summary>
    [Fact]
    public void WriteWhole_Fails_LeavesNothingBehindAndCanBeDoneLater()
    {
        using var archive = Opened();
        Begin(archive, Snapshot(1, Rich));
        var generation = archive.Begin();
        Directory.CreateDirectory(PolicyPath(2));

        Assert.ThrowsAny<Exception>(() => archive.WriteWhole(generation, Snapshot(1, Rich), PolicyOrigin.Unknown));

        Assert.Empty(_folder.GetFiles("*" + DurableFiles.TemporarySuffix));
        Directory.Delete(PolicyPath(2));
        Assert.True(archive.IsCurrent(generation));
        archive.WriteWhole(generation, Snapshot(1, Rich), PolicyOrigin.Unknown);
        Assert.True(File.Exists(PolicyPath(2)));
    }

    /// <summary>Writing the reserve to find out whether it fits would take the last bytes of everything else on the disk.</summary>
    [Theory]
    [InlineData(DiskReserve.Needed - 1, false)]
    [InlineData(DiskReserve.Needed, true)]
    public void WriteWhole_DiskNearlyFull_TakesNoneOfTheLastBytes(long free, bool hasRoom)
    {
        using var archive = new PolicyArchive(_folder.FullName, freeSpace: _ => free);
        archive.Open();
        var generation = archive.Begin();

        var error = Record.Exception(() => archive.WriteWhole(generation, Snapshot(1, Rich), PolicyOrigin.Unknown));

        Assert.Equal(hasRoom, error is null);
        Assert.Equal((hasRoom, hasRoom), (File.Exists(Path.Combine(_folder.FullName, DiskReserve.Name)), File.Exists(PolicyPath(1))));
        Assert.True(archive.TakesChanges);
    }

    /// <summary>A policy is about as large as the one before: a disk with less is not filled to find that out.</summary>
    [Fact]
    public void WriteWhole_LessRoomThanTheOneBeforeTakes_WritesNothing()
    {
        var free = long.MaxValue;
        using var archive = new PolicyArchive(_folder.FullName, freeSpace: _ => free);
        archive.Open();
        Begin(archive, Snapshot(1, Rich));
        free = new FileInfo(PolicyPath(1)).Length - 1;
        var generation = archive.Begin();

        Assert.Throws<IOException>(() => archive.WriteWhole(generation, Snapshot(1, Rich), PolicyOrigin.Unknown));
        Assert.False(File.Exists(PolicyPath(2)));
        free++;
        archive.WriteWhole(generation, Snapshot(1, Rich), PolicyOrigin.Unknown);
        Assert.True(File.Exists(PolicyPath(2)));
    }

    [Fact]
    public void Append_DiskFull_UsesTheReserveAndTakesItAgain()
    {
        const int NoSpace = 28;
        var reserve = Path.Combine(_folder.FullName, "reserve");
        var full = false;
        using (var archive = new PolicyArchive(_folder.FullName, (file, bytes, offset) =>
        {
            if (full && File.Exists(reserve)) throw new IOException("No space left on device", NoSpace);
            DurableFiles.WriteThrough(file, bytes, offset);
        }))
        {
            archive.Open();
            Begin(archive, Snapshot(1, Rich));
            Assert.Equal(DiskReserve.Size, new FileInfo(reserve).Length);
            full = true;
            Append(archive, 2, Plain);
            Append(archive, 3, PolicyGen.With(Rich, []));

            Assert.True(archive is { UsesReserve: true, TakesChanges: true });
            Assert.False(File.Exists(reserve));
            full = false;
            Begin(archive, Snapshot(3, PolicyGen.With(Rich, []), Plain));
            Assert.False(archive.UsesReserve);
            Assert.True(File.Exists(reserve));
        }

        using var again = new PolicyArchive(_folder.FullName);
        var archived = again.Open();
        Assert.Empty(archived.Damage);
        AssertSame(Snapshot(3, PolicyGen.With(Rich, []), Plain), archived.Snapshot);
    }

    /// <summary>The version before knew nothing of databases: it is read, follows any, and is written anew.</summary>
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

        using var archive = new PolicyArchive(_folder.FullName);
        var archived = archive.Open();

        AssertSame(Snapshot(7, Rich, Plain), archived.Snapshot);
        Assert.Empty(archived.Damage);
        Assert.Equal([held], archived.Origin.HeldBack);
        Assert.Null(archived.Origin.Database);
        Assert.False(archive.TakesChanges);
    }

    /// <summary>Every digest is right, and still it makes no sense: another version, or a mistake, has written it.</summary>
    [Theory]
    [InlineData("less than it says")]
    [InlineData("more in a part")]
    [InlineData("more behind the end")]
    [InlineData("an unknown mode")]
    public void Open_PolicyThatMakesNoSense_IsRefusedAsAWhole(string mistake)
    {
        var resource = mistake == "an unknown mode" ? InMode(Plain, (ResourceMode)9) : Plain;
        var end = new PolicyRecordWriter(FrameKind.End).Write(mistake == "less than it says" ? 2 : 1);
        if (mistake == "more in a part") end.Write(0);
        List<PolicyRecordWriter> frames =
        [
            new PolicyRecordWriter(FrameKind.Start).Write(3).Write(6).Write(Noon.UtcTicks).Write(Array.Empty<Guid>()),
            new PolicyRecordWriter(FrameKind.Resources).Write([resource]),
            end,
        ];
        if (mistake == "more behind the end") frames.Add(new PolicyRecordWriter(FrameKind.End).Write(1));
        Write(PolicyPath(1), "PrivateLink policy 1\n"u8, [.. frames]);

        using var archive = new PolicyArchive(_folder.FullName);
        var archived = archive.Open();

        Assert.Null(archived.Snapshot);
        Assert.Contains("00000001.policy cannot be used", Assert.Single(archived.Damage), StringComparison.Ordinal);
    }

    /// <summary>A folder that cannot be written is read all the same. A program that runs cannot be opened for writing either, not even by root.</summary>
    [Fact]
    public void Open_FolderThatCannotBeWritten_IsReadAndSaysWhy()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere the lock cannot be made unwritable for everybody.");
        using (var archive = Opened()) Begin(archive, Snapshot(1, Rich));
        var path = Path.Combine(_folder.FullName, "lock");
        File.Delete(path);
        File.CreateSymbolicLink(path, Environment.ProcessPath!);

        using var again = new PolicyArchive(_folder.FullName);
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
        using var second = new PolicyArchive(_folder.FullName);

        Assert.Contains("Policy:Folder", Assert.Throws<PolicyFolderInUseException>(second.Open).Message, StringComparison.Ordinal);
    }

    private static PolicySnapshot Snapshot(long revision, params ResourcePolicy[] resources) => new(revision, Noon, resources);

    private static ResourcePolicy InMode(ResourcePolicy resource, ResourceMode mode) => new()
    {
        ResourceId = resource.ResourceId,
        TenantId = resource.TenantId,
        Names = resource.Names,
        Mode = mode,
        Links = resource.Links,
        Upstream = resource.Upstream,
    };

    private static void Write(string path, ReadOnlySpan<byte> title, params PolicyRecordWriter[] frames)
    {
        using var file = File.Create(path);
        file.Write(title);
        var chain = ChainedFrames.Start(title);
        foreach (var frame in frames)
        {
            file.Write(ChainedFrames.Wrap(frame.Payload, ref chain));
            frame.Dispose();
        }
    }

    private static void Begin(PolicyArchive archive, PolicySnapshot snapshot, params Guid[] heldBack) => archive.WriteWhole(archive.Begin(), snapshot, new PolicyOrigin(Known, heldBack, []));

    private static void Append(PolicyArchive archive, long revision, ResourcePolicy changed, params (Guid Key, ResourcePolicy? Resource)[] others) =>
        Append(archive, revision, [(changed.ResourceId, changed), .. others]);

    private static void Append(PolicyArchive archive, long revision, params (Guid Key, ResourcePolicy? Resource)[] changes) =>
        archive.Append(Snapshot(revision), PolicyOrigin.Unknown, changes.ToDictionary(change => change.Key, change => change.Resource));

    private static IEnumerable<byte[]> Damaged(string path) => Flipped(path).Concat(CutShort(path, step: 1));

    private static IEnumerable<byte[]> Flipped(string path)
    {
        var whole = File.ReadAllBytes(path);
        var written = whole.Length - whole.Reverse().TakeWhile(value => value == 0).Count();
        for (var index = 0; index < whole.Length; index += index < written + 8 ? 1 : 4_001)
        {
            byte[] changed = [.. whole];
            changed[index] ^= (byte)(1 << (index % 8));
            yield return changed;
        }
    }

    private static IEnumerable<byte[]> CutShort(string path, int step)
    {
        var whole = File.ReadAllBytes(path);
        var written = whole.Length - whole.Reverse().TakeWhile(value => value == 0).Count();
        for (var length = 0; length < whole.Length; length += length < written + 8 ? step : 4_001) yield return whole[..length];
    }

    /// <summary>As a new file: file systems hurry to the disk when an old one is emptied and written again.</summary>
    private static void Overwrite(string path, byte[] bytes)
    {
        File.Delete(path);
        File.WriteAllBytes(path, bytes);
    }

    private static void AssertSame(PolicySnapshot expected, PolicySnapshot? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal((expected.Revision, Noon, expected.Count), (actual.Revision, actual.CreatedAt, actual.Count));
        Assert.Empty(PolicyTransition.Difference(expected, [.. actual.Resources]));
    }

    private PolicyArchive Opened()
    {
        var archive = new PolicyArchive(_folder.FullName);
        archive.Open();
        return archive;
    }

    private void TwoGenerations()
    {
        using var archive = Opened();
        Begin(archive, Snapshot(1, Rich, Plain));
        Append(archive, 2, PolicyGen.With(Rich, []));
        var generation = archive.Begin();
        Append(archive, 3, (Rich.ResourceId, null));
        archive.WriteWhole(generation, Snapshot(2, PolicyGen.With(Rich, []), Plain), PolicyOrigin.Unknown);
        archive.Append(Snapshot(4), PolicyOrigin.Unknown, new Dictionary<Guid, ResourcePolicy?>());
    }

    private void AssertOlderOneStandsIn(byte[] damaged, PolicySnapshot expected)
    {
        Overwrite(PolicyPath(2), damaged);
        using var archive = new PolicyArchive(_folder.FullName);

        var archived = archive.Open();

        Assert.NotEmpty(archived.Damage);
        AssertSame(expected, archived.Snapshot);
    }

    private string PolicyPath(int generation) => Path.Combine(_folder.FullName, $"{generation:D8}.policy");

    private string JournalPath(int generation) => Path.Combine(_folder.FullName, $"{generation:D8}.journal");
}
