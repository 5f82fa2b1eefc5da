using PrivateLink.Portal.Files;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.PolicySnapshots.Disk;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.PolicySnapshots.Disk;

/// <summary>On a full or read-only disk, no policy is lost and no temporary file remains.</summary>
public sealed class PolicyDiskSpaceTests : PolicyArchiveTest
{
    [Fact]
    public void Replace_DiskFullInTheMiddle_LeavesNothingBehind()
    {
        var path = Path.Combine(Folder.FullName, "some.policy");

        Assert.Throws<IOException>(() => DurableFiles.Replace(path, file =>
        {
            file.Write(new byte[3 << 20]);
            throw new IOException("No space left on device");
        }));

        Assert.Empty(Folder.GetFileSystemInfos());
    }

    /// <summary>A folder in place of the file simulates any failure to write it.</summary>
    [Fact]
    public void WriteWhole_Fails_LeavesNothingBehindAndCanBeDoneLater()
    {
        using var archive = Opened();
        Begin(archive, Snapshot(1, Rich));
        var generation = archive.Begin();
        Directory.CreateDirectory(PolicyPath(2));

        Assert.ThrowsAny<Exception>(() => archive.WriteWhole(generation, Snapshot(1, Rich), PolicyOrigin.Unknown));

        Assert.Empty(Folder.GetFiles("*" + DurableFiles.TemporarySuffix));
        Directory.Delete(PolicyPath(2));
        Assert.True(archive.IsCurrent(generation));
        archive.WriteWhole(generation, Snapshot(1, Rich), PolicyOrigin.Unknown);
        Assert.True(File.Exists(PolicyPath(2)));
    }

    /// <summary>The free space is checked first, because trial writes would take the last bytes from everything else on the disk.</summary>
    [Theory]
    [InlineData(DiskReserve.Needed - 1, false)]
    [InlineData(DiskReserve.Needed, true)]
    public void WriteWhole_DiskNearlyFull_TakesNoneOfTheLastBytes(long free, bool hasRoom)
    {
        using var archive = new PolicyArchive(Folder.FullName, freeSpace: _ => free);
        archive.Open();
        var generation = archive.Begin();

        var error = Record.Exception(() => archive.WriteWhole(generation, Snapshot(1, Rich), PolicyOrigin.Unknown));

        Assert.Equal(hasRoom, error is null);
        Assert.Equal((hasRoom, hasRoom), (File.Exists(Path.Combine(Folder.FullName, DiskReserve.Name)), File.Exists(PolicyPath(1))));
        Assert.True(archive.TakesChanges);
    }

    /// <summary>A policy is about as large as the previous one, so nothing is written if the disk has less room than that.</summary>
    [Fact]
    public void WriteWhole_LessRoomThanTheOneBeforeTakes_WritesNothing()
    {
        var free = long.MaxValue;
        using var archive = new PolicyArchive(Folder.FullName, freeSpace: _ => free);
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
        var reserve = Path.Combine(Folder.FullName, "reserve");
        var full = false;
        using (var archive = new PolicyArchive(Folder.FullName, (file, bytes, offset) =>
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

        using var again = new PolicyArchive(Folder.FullName);
        var archived = again.Open();
        Assert.Empty(archived.Damage);
        AssertSame(Snapshot(3, PolicyGen.With(Rich, []), Plain), archived.Snapshot);
    }
}
