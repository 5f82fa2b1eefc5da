using System.Net;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>The transport of Linux: a few event loops, each with its own share of every port.</summary>
internal sealed class EpollTransport(int loops, TransportHealth health, ILogger<EpollTransport> logger) : ITransport, IDisposable
{
    /// <summary>Of all loops together: a pipe takes two descriptors, as a relay does.</summary>
    private const int MaximumPipes = 256;

    private readonly Lazy<IReadOnlyList<EventLoop>> _loops = new(() =>
        [.. Enumerable.Range(0, loops).Select(number => new EventLoop(number, Math.Max(1, MaximumPipes / loops), health, logger))]);

    /// <summary>Whether this machine has what is needed.</summary>
    public static bool IsSupported { get; } =
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64;

    public TransportListener Bind(IPEndPoint address, PreludeAllowance prelude) => new EpollListener(_loops.Value, address, prelude);

    public void Dispose()
    {
        if (!_loops.IsValueCreated) return;
        foreach (var loop in _loops.Value) loop.Dispose();
    }
}
