using System.Globalization;
using Xunit;

namespace PrivateLink.Tests.Support;

/// <summary>A disk of a few megabytes in memory that a test can fill. Skips the test where this account may not mount one.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const int Block = 4096;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly string _ballast;
    private readonly CancellationTokenSource _done = new();
    private Task? _filling;

    private SmallDisk(DirectoryInfo folder) => (Folder, _ballast) = (folder, Path.Combine(folder.FullName, "ballast"));

    public DirectoryInfo Folder { get; }

    public static async Task<SmallDisk> MountAsync(int megabytes)
    {
        var folder = Directory.CreateTempSubdirectory("privatelink-disk-");
        var mounted = await Tool.RunAsync("mount", "", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m,mode=0700"), "tmpfs", folder.FullName);
        if (mounted.ExitCode != 0) folder.Delete();
        Assert.SkipUnless(mounted.ExitCode == 0, $"no tmpfs can be mounted here: {mounted.Error}");
        return new(folder);
    }

    /// <summary>Takes every free block, and every block that is freed later.</summary>
    public void Fill()
    {
        TakeFreeBlocks();
        _filling ??= Task.Run(async () =>
        {
            while (!_done.IsCancellationRequested)
            {
                TakeFreeBlocks();
                await Task.Delay(Pause, _done.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        });
    }

    /// <summary>Gives the blocks back.</summary>
    public async Task FreeAsync()
    {
        await _done.CancelAsync();
        if (_filling is not null) await _filling;
        File.Delete(_ballast);
    }

    public async ValueTask DisposeAsync()
    {
        await FreeAsync();
        _done.Dispose();
        await Tool.RunAsync("umount", "", "--lazy", Folder.FullName);
        Folder.Delete();
    }

    private void TakeFreeBlocks()
    {
        using var file = new FileStream(_ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true) file.Write(new byte[Block]);
        }
        catch (IOException)
        {
            // It is full.
        }
    }
}
