using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PrivateLink.Tests.Support;

/// <summary>A mail server that accepts everything or nothing, and keeps what it accepts.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<string> _letters = [];
    private readonly Task _serving;

    public MailServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Whether it refuses mail, as a full server does.</summary>
    public bool Refuses { get; set; }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The header and text of each mail, the oldest first, with folded lines joined.</summary>
    public IReadOnlyList<string> Letters
    {
        get
        {
            lock (_letters) return [.. _letters];
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await ConverseAsync(client);
            }
            catch (Exception exception) when (exception is SocketException or InvalidOperationException or IOException)
            {
                if (!_listener.Server.IsBound) return;
            }
        }
    }

    private async Task ConverseAsync(TcpClient client)
    {
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 here");
        while (await reader.ReadLineAsync() is { } line)
            switch (line.Split(' ')[0].ToUpperInvariant())
            {
                case "EHLO" or "HELO":
                    await writer.WriteLineAsync("250 here");
                    break;
                case "DATA" when Refuses:
                    await writer.WriteLineAsync("452 full");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    Keep(await TakeAsync(reader));
                    await writer.WriteLineAsync("250 taken");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 fine");
                    break;
            }
    }

    private void Keep(string letter)
    {
        lock (_letters) _letters.Add(letter);
    }

    private static async Task<string> TakeAsync(StreamReader reader)
    {
        var letter = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line and not ".") letter.Append(line).Append('\n');
        return letter.Replace("=\n", "").Replace("=20", " ").Replace("=3D", "=").ToString();
    }
}
