using PrivateLink.Portal.Files;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.PolicySnapshots.Disk;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.PolicySnapshots.Disk;

/// <summary>Damaged data on disk is not used; the intact data before it is used instead.</summary>
public sealed class PolicyDamageTests : PolicyArchiveTest
{
    [Fact]
    public void Open_EveryByteOfAPolicyFlipped_IsSeenAndThePolicyBeforeLeadsToTheSameEnd()
    {
        TwoGenerations();
        var expected = Snapshot(4, Plain);

        foreach (var bytes in Flipped(PolicyPath(2))) AssertOlderOneStandsIn(bytes, expected);
        foreach (var bytes in CutShort(PolicyPath(2), step: 1)) AssertOlderOneStandsIn(bytes, expected);
    }

    /// <summary>Checks every byte in memory, and some through the disk, where the code is the same for all.</summary>
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
            using var archive = new PolicyArchive(Folder.FullName);

            var archived = archive.Open();

            Assert.NotEmpty(archived.Damage);
            Assert.False(archive.TakesChanges);
            AssertSame(prefixes[archived.Snapshot!.Revision - 1], archived.Snapshot);
        }
    }

    /// <summary>A longer journal with several blocks. A cut anywhere, also between blocks, is detected.</summary>
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
            using var archive = new PolicyArchive(Folder.FullName);
            Assert.NotEmpty(archive.Open().Damage);
        }
    }

    [Fact]
    public void Open_PolicyAndItsJournalDamaged_StopsAtTheLastWholeStep()
    {
        TwoGenerations();
        File.WriteAllBytes(PolicyPath(2), Flipped(PolicyPath(2)).First());
        var journal = File.ReadAllBytes(JournalPath(1));
        journal[^1] ^= 1; // in the zeros after the end: nothing is lost, but the damage must show
        File.WriteAllBytes(JournalPath(1), journal);

        using var archive = new PolicyArchive(Folder.FullName);
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

        using var archive = new PolicyArchive(Folder.FullName);
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
        using var again = new PolicyArchive(Folder.FullName);
        var archived = again.Open();

        Assert.NotEmpty(archived.Damage);
        AssertSame(Snapshot(3, Rich), archived.Snapshot);
    }

    /// <summary>The newest journal is lost before its complete policy was written. The previous journal shows that it existed.</summary>
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
        using var again = new PolicyArchive(Folder.FullName);
        var archived = again.Open();

        Assert.Contains("00000002.journal is missing", Assert.Single(archived.Damage), StringComparison.Ordinal);
        AssertSame(Snapshot(2, Rich, Plain), archived.Snapshot);
    }

    /// <summary>A revision that is in force but not on disk leaves a gap in the numbers. Later changes are not applied over the gap.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Open_ChangesThatCouldNotBeWritten_AreAGapThatIsSeen(bool alsoSkipped)
    {
        var takes = true;
        using (var archive = new PolicyArchive(Folder.FullName, (file, bytes, offset) =>
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

        using var again = new PolicyArchive(Folder.FullName);
        var archived = again.Open();

        Assert.NotEmpty(archived.Damage);
        Assert.False(again.TakesChanges);
        AssertSame(Snapshot(2, Rich, Plain), archived.Snapshot);
    }

    /// <summary>Every digest is right but the content is invalid, for example written by another version or by a bug.</summary>
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

        using var archive = new PolicyArchive(Folder.FullName);
        var archived = archive.Open();

        Assert.Null(archived.Snapshot);
        Assert.Contains("00000001.policy cannot be used", Assert.Single(archived.Damage), StringComparison.Ordinal);
    }

    private static ResourcePolicy InMode(ResourcePolicy resource, ResourceMode mode) => new()
    {
        ResourceId = resource.ResourceId,
        TenantId = resource.TenantId,
        Names = resource.Names,
        Mode = mode,
        Links = resource.Links,
        Upstream = resource.Upstream,
    };

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

    /// <summary>Writes a new file, because file systems flush when an existing file is truncated and rewritten.</summary>
    private static void Overwrite(string path, byte[] bytes)
    {
        File.Delete(path);
        File.WriteAllBytes(path, bytes);
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
        using var archive = new PolicyArchive(Folder.FullName);

        var archived = archive.Open();

        Assert.NotEmpty(archived.Damage);
        AssertSame(expected, archived.Snapshot);
    }
}
