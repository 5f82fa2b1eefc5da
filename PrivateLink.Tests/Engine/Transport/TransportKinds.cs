using PrivateLink.Engine.Settings;
using Xunit;

namespace PrivateLink.Tests.Engine.Transport;

/// <summary>The transports that every guarantee is tested on.</summary>
internal static class TransportKinds
{
    /// <summary>Rows for a theory.</summary>
    public static TheoryData<TransportKind> All => [TransportKind.Epoll, TransportKind.Sockets];

    public static void SkipUnlessSupported(TransportKind kind) =>
        Assert.SkipWhen(kind == TransportKind.Epoll && !OperatingSystem.IsLinux(), "epoll is a part of Linux");
}
