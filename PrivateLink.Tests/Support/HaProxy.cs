using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PrivateLink.Tests.Support;

/// <summary>HAProxy, as the load balancer in front of the engine with its own PROXY protocol v2, or in any other role.</summary>
internal sealed class HaProxy : IAsyncDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private HaProxy(Process process, DirectoryInfo folder, IPEndPoint address) => (_process, _folder, Address) = (process, folder, address);

    public IPEndPoint Address { get; }

    /// <summary>Starts it as a load balancer and waits until it listens.</summary>
    /// <param name="engine">The listener behind it.</param>
    /// <param name="serverOptions">The options after the server's address, such as <c>send-proxy-v2</c>.</param>
    public static Task<HaProxy> StartAsync(IPEndPoint engine, string serverOptions) => StartAsync((address, _) => $"""
        listen balancer
            bind {address}
            unique-id-format %ci:%cp_%fi:%fp_%Ts_%rt
            server engine {engine} {serverOptions}
        """);

    /// <summary>Starts it with the test's own sections and waits until it listens.</summary>
    /// <param name="sections">Returns the sections after <c>defaults</c>, given the address to bind and the path of the test's certificate and key.</param>
    public static async Task<HaProxy> StartAsync(Func<IPEndPoint, string, string> sections)
    {
        Tool.Require("haproxy");
        NeedsAttribute.Demand();
        var address = FreePort.Next();
        var ready = FreePort.Next();
        var folder = Directory.CreateTempSubdirectory("privatelink-haproxy-");
        var certificate = Path.Combine(folder.FullName, "certificate.pem");
        await File.WriteAllTextAsync(certificate, TestCertificate.Pem);
        var configuration = Path.Combine(folder.FullName, "haproxy.cfg");
        await File.WriteAllTextAsync(configuration, $"""
            global
                maxconn 100
            defaults
                mode tcp
                timeout connect 5s
                timeout client 30s
                timeout server 30s
            frontend ready
                bind {ready}
                tcp-request connection reject

            {sections(address, certificate)}

            """);
        var process = Process.Start(new ProcessStartInfo("/usr/sbin/haproxy", ["-f", configuration, "-db", "-q"]))!;
        var haproxy = new HaProxy(process, folder, address);

        // Readiness is checked on a separate port, because a connection to the balancer's port would reach the engine.
        await Eventually.TrueAsync(() => process.HasExited || Accepts(ready));
        return process.HasExited ? throw new InvalidOperationException($"HAProxy ended with exit code {process.ExitCode}.") : haproxy;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static bool Accepts(IPEndPoint address)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(address);
            return true;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode == SocketError.ConnectionReset;
        }
    }
}
