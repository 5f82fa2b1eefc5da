using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.AuditReading;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.AuditReading;

/// <summary>Each export leaves a permanent entry, so exports are limited, and pages of other origins cannot start them.</summary>
public sealed class AuditExportTests : IAsyncLifetime
{
    private static readonly Caller Ada = Caller.Company("ada", personId: Guid.NewGuid());

    private readonly SqliteTestDatabase _database = new();
    private WebApplication _portal = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _database.CreateAsync();
        _portal = Program.Build([$"--Database:Path={_database.Path}", "--Engine:Listeners:public:Bind=127.0.0.1:0", "--Engine:Listeners:public:ProxyProtocol=Off", "--Logging:LogLevel:Default=None"]);
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public void Export_IsAFormAndNotALink() => Assert.Equal(["POST"], Route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods);

    [Fact]
    public async Task Export_WithoutAToken_IsRefusedAndLeavesNoEntry()
    {
        Assert.Equal(400, (await PostAsync(Ada, withToken: false)).Status);
        Assert.Equal(0, await EntriesAsync());
    }

    [Fact]
    public async Task Export_AgainAndAgain_EndsAtItsShare()
    {
        for (var number = 0; number < EntryAllowance.InTenMinutes; number++) Assert.Equal(200, (await PostAsync(Ada)).Status);

        Assert.Equal(429, (await PostAsync(Ada)).Status);
        Assert.Equal(EntryAllowance.InTenMinutes, await EntriesAsync());
        Assert.Equal(200, (await PostAsync(Caller.Company("bea", personId: Guid.NewGuid()))).Status);
    }

    [Fact]
    public async Task Export_WhileAnotherRuns_IsRefused()
    {
        var reader = new StalledStream();
        var running = PostAsync(Ada, body: reader);
        await reader.Reached.WaitAsync(Cancel);

        var second = await PostAsync(Ada);
        reader.Release();

        Assert.Equal((429, 200), (second.Status, (await running).Status));
        Assert.Equal(1, await EntriesAsync());
        Assert.Equal(200, (await PostAsync(Ada)).Status);
    }

    private RouteEndpoint Route => ((IEndpointRouteBuilder)_portal).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        .Single(route => $"/{route.RoutePattern.RawText?.TrimStart('/')}" == AuditExport.Path);

    private async Task<(int Status, long Length)> PostAsync(Caller caller, bool withToken = true, Stream? body = null)
    {
        await using var scope = _portal.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentCaller>().Become(caller);
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider, Request = { Method = "POST", Path = AuditExport.Path, ContentType = "application/x-www-form-urlencoded" } };
        var fields = new Dictionary<string, StringValues>();
        if (withToken)
        {
            var tokens = scope.ServiceProvider.GetRequiredService<IAntiforgery>().GetTokens(http);
            http.Request.Headers.Cookie = $"{scope.ServiceProvider.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.Cookie.Name}={tokens.CookieToken}";
            fields[tokens.FormFieldName] = tokens.RequestToken;
        }

        http = new DefaultHttpContext { RequestServices = scope.ServiceProvider, Request = { Method = "POST", Path = AuditExport.Path, ContentType = "application/x-www-form-urlencoded", Headers = { Cookie = http.Request.Headers.Cookie } } };
        http.Request.Form = new FormCollection(fields);
        http.Response.Body = body ?? new MemoryStream();
        await Route.RequestDelegate!(http);
        return (http.Response.StatusCode, http.Response.Body.Length);
    }

    private async Task<int> EntriesAsync()
    {
        await using var context = _database.CreateDbContext();
        return await context.AuditEntries.CountAsync(entry => entry.Action == AuditAction.AuditExported.Code, Cancel);
    }

    /// <summary>A reader that blocks until it is released.</summary>
    private sealed class StalledStream : MemoryStream
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        public void Release() => _released.TrySetResult();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _reached.TrySetResult();
            await _released.Task;
            await base.WriteAsync(buffer, cancellationToken);
        }
    }
}
