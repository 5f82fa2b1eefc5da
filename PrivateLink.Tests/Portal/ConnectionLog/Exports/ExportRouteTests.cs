using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Exports;

/// <summary>Routes that are not pages authenticate callers themselves.</summary>
public class ExportRouteTests
{
    [Theory]
    [InlineData("/history/export", "?format=csv")]
    [InlineData("/history/export", "?format=nonsense")]
    [InlineData("/activity/export", "")]
    public async Task Export_AccountWithoutARole_IsNotThere(string path, string query)
    {
        await using var portal = Program.Build(["--Engine:Listeners:public:Bind=127.0.0.1:0", "--Engine:Listeners:public:ProxyProtocol=Off", "--Logging:LogLevel:Default=None"]);
        await using var scope = portal.Services.CreateAsyncScope();
        var route = ((IEndpointRouteBuilder)portal).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Single(route => $"/{route.RoutePattern.RawText?.TrimStart('/')}" == path);
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider, Request = { Path = path, QueryString = new QueryString(query) } };

        await route.RequestDelegate!(http);

        Assert.Equal((int)HttpStatusCode.NotFound, http.Response.StatusCode);
    }
}
