using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Xunit;

namespace PrivateLink.Tests.Support;

/// <summary>The process's limit of open descriptors. Tests that touch it run alone.</summary>
internal static class DescriptorLimit
{
    private const int OpenFiles = 7; // RLIMIT_NOFILE on Linux

    /// <summary>Skips the test if the machine does not allow that many descriptors. The runtime itself raises the soft limit to the hard one.</summary>
    public static void Require(ulong count)
    {
        SkipElsewhere();
        Assert.SkipUnless(Get().Soft >= count, $"this machine grants {Get().Soft} descriptors, the test needs {count}");
    }

    /// <summary>Uses up all descriptors until the result is disposed.</summary>
    public static IDisposable Exhaust()
    {
        SkipElsewhere();
        return new Exhaustion();
    }

    private static void SkipElsewhere() => Assert.SkipUnless(OperatingSystem.IsLinux(), "descriptor limits are set with setrlimit of Linux");

    private static Limit Get()
    {
        Assert.Equal(0, GetLimit(OpenFiles, out var limit));
        return limit;
    }

    [DllImport("libc", EntryPoint = "getrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetLimit(int resource, out Limit limit);

    [DllImport("libc", EntryPoint = "setrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetLimit(int resource, in Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public nuint Soft;
        public nuint Hard;
    }

    /// <summary>
    /// Lowers the limit to the highest descriptor in use, and takes every free descriptor below it. Earlier tests may still close descriptors for a
    /// while. So it waits until none is free, and keeps taking those that become free later.
    /// </summary>
    private sealed class Exhaustion : IDisposable
    {
        private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(20);

        private readonly Limit _before = Get();
        private readonly List<SafeFileHandle> _fillers = [];
        private readonly ManualResetEventSlim _full = new();
        private readonly ManualResetEventSlim _over = new();
        private readonly Thread _filling;

        public Exhaustion()
        {
            _filling = new Thread(KeepFull) { IsBackground = true };
            _filling.Start(); // starting a thread takes a descriptor
            GC.Collect();
            GC.WaitForPendingFinalizers();
            var highest = Directory.EnumerateFileSystemEntries("/proc/self/fd").Max(path => int.Parse(Path.GetFileName(path), null));
            Assert.Equal(0, SetLimit(OpenFiles, _before with { Soft = (nuint)highest + 1 }));
            while (Fill()) Thread.Sleep(Round);
            _full.Set();
        }

        public void Dispose()
        {
            _over.Set();
            _filling.Join();
            _over.Dispose();
            _full.Dispose();
            _fillers.ForEach(filler => filler.Dispose());
            Assert.Equal(0, SetLimit(OpenFiles, _before));
        }

        private void KeepFull()
        {
            _full.Wait();
            while (!_over.Wait(Round)) Fill();
        }

        /// <returns>Whether there was anything to take.</returns>
        private bool Fill()
        {
            var before = _fillers.Count;
            try
            {
                while (true) _fillers.Add(File.OpenHandle("/dev/null"));
            }
            catch (IOException)
            {
                return _fillers.Count > before;
            }
        }
    }
}
