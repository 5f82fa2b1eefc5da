using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Ceilings;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.ConnectionLog.Exports;
using PrivateLink.Portal.Data;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Exports;

/// <summary>
/// Real sockets read from a real server with one export place per person. The test controls the clock. The buffers between them are small and the
/// export is larger, so the server has to wait for the reader.
/// </summary>
public sealed class SlowExportTests : IAsyncLifetime
{
    private const int Rows = 1_500;
    private const int Buffer = 4_096;
    private const int Rate = 1_000;

    private static readonly Caller Mia = Caller.Tenant("mia", Guid.NewGuid(), personId: Guid.NewGuid());

    private readonly SqliteTestDatabase _database = new();
    private WebApplication _portal = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _database.CreateAsync();
        await using var context = _database.CreateDbContext();
        context.AddRange(Enumerable.Range(1, Rows).Select(number => RecordForm.Of(TestDecision.Of(number, tenantId: Mia.TenantId), closed: null)));
        await context.SaveChangesAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Export_ToAReaderThatTakesNothing_EndsAndGivesItsPlaceBack()
    {
        await StartAsync($"--Ceilings:ExportRate={Rate}");
        var run = Guid.NewGuid();
        using var reader = await ReaderAsync(run);

        await UntilItEndsAsync(run, () => Task.CompletedTask);

        Assert.Equal(ExportState.CutOff, Progress(run)!.State);
        Assert.False(IsWhole(await RestAsync(reader)));
        Assert.Equal(HttpStatusCode.OK, await FetchAsync());
    }

    /// <summary>The reader reads every second, but only half of the required rate.</summary>
    [Fact]
    public async Task Export_ToAReaderBelowTheRate_EndsAndGivesItsPlaceBack()
    {
        await StartAsync($"--Ceilings:ExportRate={Rate}");
        var run = Guid.NewGuid();
        using var reader = await ReaderAsync(run);
        var bytes = new byte[Rate / 2];

        await UntilItEndsAsync(run, () => reader.GetStream().ReadExactlyAsync(bytes, Cancel).AsTask());

        Assert.Equal(ExportState.CutOff, Progress(run)!.State);
        Assert.Equal(HttpStatusCode.OK, await FetchAsync());
    }

    /// <summary>Even with a low required rate, the export ends at its deadline.</summary>
    [Fact]
    public async Task Export_AtItsDeadline_EndsAndGivesItsPlaceBack()
    {
        await StartAsync("--Ceilings:ExportRate=1", "--Ceilings:ExportTime=00:05:00");
        var run = Guid.NewGuid();
        using var reader = await ReaderAsync(run);

        _database.Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        Assert.Equal(ExportState.Running, Progress(run)!.State);
        await UntilItEndsAsync(run, () => Task.CompletedTask);

        Assert.Equal(ExportState.CutOff, Progress(run)!.State);
        Assert.Equal(HttpStatusCode.OK, await FetchAsync());
    }

    [Fact]
    public async Task Export_ToAReaderThatKeepsUp_IsWhole()
    {
        await StartAsync($"--Ceilings:ExportRate={Rate}");
        var run = Guid.NewGuid();
        using var reader = await ReaderAsync(run);
        _database.Time.Advance(PacedStream.Grace - TimeSpan.FromSeconds(1));

        Assert.True(IsWhole(await RestAsync(reader)));
        await Eventually.TrueAsync(() => Progress(run)!.State == ExportState.Done);
    }

    private async Task StartAsync(params string[] settings)
    {
        var builder = WebApplication.CreateBuilder([.. settings, "--Ceilings:ExportsOfPerson=1"]);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Limits.MinResponseDataRate = null); // the server's own minimum rate uses real time
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.CreateBoundListenSocket = endpoint =>
        {
            // Accepted sockets inherit the listening socket's buffer size.
            var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            socket.SendBufferSize = Buffer;
            return socket;
        });
        builder.Services.AddSingleton<TimeProvider>(_database.Time);
        builder.AddCeilings();
        builder.Services.AddSingleton<IDbContextFactory<PortalDbContext>>(_database);
        builder.Services.AddScoped<CurrentCaller>();
        builder.Services.AddSingleton<LinkSights>();
        builder.Services.AddSingleton<ConnectionExports>();
        builder.Services.AddSingleton<ExportRuns>();
        builder.Services.AddSingleton<AccessTraces>();
        _portal = builder.Build();
        _portal.Use(static (http, next) =>
        {
            http.RequestServices.GetRequiredService<CurrentCaller>().Become(Mia);
            return next(http);
        });
        _portal.MapConnectionExports();
        await _portal.StartAsync(Cancel);
    }

    /// <summary>Requests an export and reads only its beginning, so that the person's place is taken.</summary>
    private async Task<TcpClient> ReaderAsync(Guid run)
    {
        var url = new Uri(_portal.Urls.Single());
        var client = new TcpClient { ReceiveBufferSize = Buffer };
        await client.ConnectAsync(url.Host, url.Port, Cancel);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET /{ExportRoutes.Path}?format=ndjson&run={run} HTTP/1.1\r\nHost: {url.Authority}\r\n\r\n"), Cancel);
        var status = new byte["HTTP/1.1 200".Length];
        await client.GetStream().ReadExactlyAsync(status, Cancel);
        Assert.Equal("HTTP/1.1 200", Encoding.ASCII.GetString(status));
        Assert.Equal(HttpStatusCode.TooManyRequests, await FetchAsync());
        return client;
    }

    /// <summary>Advances the clock second by second and runs the reader's action each time, until the export ends.</summary>
    private Task UntilItEndsAsync(Guid run, Func<Task> eachSecond) => Eventually.TrueAsync(async () =>
    {
        if (Progress(run)!.State != ExportState.Running) return true;
        await Record.ExceptionAsync(eachSecond);
        _database.Time.Advance(TimeSpan.FromSeconds(1));
        return false;
    });

    private ExportProgress? Progress(Guid run) => _portal.Services.GetRequiredService<ExportRuns>().Find(Mia, run);

    private async Task<HttpStatusCode> FetchAsync()
    {
        using var client = new HttpClient { BaseAddress = new Uri(_portal.Urls.Single()) };
        using var answer = await client.GetAsync($"/{ExportRoutes.Path}?format=ndjson", Cancel);
        return answer.StatusCode;
    }

    /// <summary>Reads until the answer or the connection ends.</summary>
    private static async Task<string> RestAsync(TcpClient reader)
    {
        var text = new StringBuilder();
        var bytes = new byte[64 * 1024];
        try
        {
            while (!IsWhole(text.ToString()) && await reader.GetStream().ReadAsync(bytes, Cancel) is > 0 and var count) text.Append(Encoding.ASCII.GetString(bytes, 0, count));
        }
        catch (IOException)
        {
            // The connection was reset.
        }

        return text.ToString();
    }

    /// <summary>A chunked answer ends with an empty chunk.</summary>
    private static bool IsWhole(string answer) => answer.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal);
}
