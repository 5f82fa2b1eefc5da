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
    /// <para>
    /// A thread of the runtime needs a pipe to start, and the process dies with "Out of memory" if the pool, its gate or the tiered compiler needs a
    /// new thread meanwhile. So all threads of the pool start before, and small work keeps its gate running. <c>test.sh</c> keeps the compiler's.
    /// </para>
    /// </summary>
    private sealed class Exhaustion : IDisposable
    {
        private const int PoolThreads = 32;
        private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(20);

        private readonly Limit _before = Get();
        private readonly List<SafeFileHandle> _fillers = [];
        private readonly ManualResetEventSlim _full = new();
        private readonly ManualResetEventSlim _over = new();
        private readonly Thread _filling;

        public Exhaustion()
        {
            _filling = new Thread(KeepFull) { IsBackground = true };
            _filling.Start();
            StartThePool();
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

        private static void StartThePool()
        {
            ThreadPool.GetMinThreads(out var workers, out var ports);
            ThreadPool.SetMinThreads(Math.Max(workers, PoolThreads), ports);
            var (started, all) = (0, new object());
            for (var i = 0; i < PoolThreads; i++) ThreadPool.UnsafeQueueUserWorkItem(_ => WaitForAll(1), null);
            WaitForAll(0);

            void WaitForAll(int more)
            {
                lock (all)
                {
                    started += more;
                    Monitor.PulseAll(all);
                    while (started < PoolThreads) Monitor.Wait(all);
                }
            }
        }

        private void KeepFull()
        {
            _full.Wait();
            while (!_over.Wait(Round)) Fill();
        }

        /// <returns>Whether there was anything to take.</returns>
        private bool Fill()
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ => { }, null);
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
