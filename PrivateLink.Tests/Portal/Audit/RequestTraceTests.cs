using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.AuditReading;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Identity.Accounts;
using PrivateLink.Portal.Identity.Sessions;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Audit;

/// <summary>
/// The audit trail of requests, through the whole portal. Every session was opened at one address and the requests come from another, as with a
/// stolen cookie.
/// </summary>
public sealed class RequestTraceTests(RunningPortal portal) : IClassFixture<RunningPortal>
{
    private const string Here = "127.0.0.1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignOut_EndsTheSessionAndSaysWhichAndFromWhere()
    {
        using var mia = await portal.SignInAsync(null, (portal.People.Megacorp, TenantRole.Owner));

        Assert.Equal(302, (await mia.PostAsync(AccountRoutes.SignOut, "/account")).Status);

        var entry = Assert.Single(await portal.EntriesOfAsync(mia));
        Assert.Equal((AuditAction.PersonSignedOut.Code, Here, mia.Session), (entry.Action, entry.Address, entry.SessionId));
        Assert.Null(await portal.People.Sessions.FindAsync(mia.Session, "", Cancel));
        Assert.Equal(302, (await mia.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task Scope_Switched_LeavesAnEntryEach_TwentyInTenMinutes()
    {
        using var mia = await portal.SignInAsync(null, (portal.People.Megacorp, TenantRole.Owner), (portal.People.Globex, TenantRole.Viewer));
        Guid[] sides = [portal.People.Megacorp.Id, portal.People.Globex.Id];

        // Her first tenant by name is Globex.
        for (var number = 0; number < EntryAllowance.InTenMinutes; number++)
            Assert.Equal(302, (await mia.PostAsync(AccountRoutes.Scope, "/account", ("tenantId", $"{sides[number % 2]}"))).Status);
        Assert.Equal(429, (await mia.PostAsync(AccountRoutes.Scope, "/account", ("tenantId", $"{sides[0]}"))).Status);

        var entries = await portal.EntriesOfAsync(mia);
        Assert.Equal(EntryAllowance.InTenMinutes, entries.Count);
        Assert.All(entries, entry => Assert.Equal((AuditAction.ScopeChanged.Code, Here, mia.Session), (entry.Action, entry.Address, entry.SessionId)));
    }

    /// <summary>The caller comes from the session, but the address comes from the request.</summary>
    [Fact]
    public async Task AnAct_OfARequest_CarriesTheAddressOfTheRequestAndTheSession()
    {
        using var ada = await portal.SignInAsync(CompanyRole.Administrator);

        Assert.Equal(200, (await ada.PostAsync(AuditExport.Path, "/account")).Status);

        var entry = Assert.Single(await portal.EntriesOfAsync(ada));
        Assert.Equal((AuditAction.AuditExported.Code, Here, ada.Session), (entry.Action, entry.Address, entry.SessionId));
    }

    [Fact]
    public async Task ExportOfConnections_LeavesALineWithWhoWhatAndFromWhere()
    {
        using var mia = await portal.SignInAsync(null, (portal.People.Megacorp, TenantRole.Viewer));

        Assert.Equal(200, (await mia.GetAsync("/history/export?format=csv&q=verdict:denied")).Status);

        AssertLine(2332, mia, "verdict:denied");
        Assert.Empty(await portal.EntriesOfAsync(mia));
    }

    [Theory]
    [InlineData("/history/export?format=csv", 404)] // not found without a role
    [InlineData(RunningPortal.Refusing, 500)] // a service that refuses during a request
    public async Task Reading_WhatTheRoleDoesNotAllow_LeavesALine(string path, int status)
    {
        var isWithoutRole = path.StartsWith("/history", StringComparison.Ordinal);
        using var mia = await portal.SignInAsync(null, isWithoutRole ? [] : [(portal.People.Megacorp, TenantRole.Viewer)]);

        Assert.Equal(status, (await mia.GetAsync(path)).Status);

        // Without a role there is no caller; only the request's address is known.
        if (isWithoutRole) Assert.Contains(portal.Log.Of(2330), line => line.Text.Contains("ViewConnections", StringComparison.Ordinal) && line.Text.Contains(Here, StringComparison.Ordinal));
        else AssertLine(2330, mia, "ViewAudit");
    }

    [Fact]
    public async Task ExportOfTheActivity_ByAnAccountWithoutARole_LeavesALine()
    {
        using var gone = await portal.SignInAsync();
        var before = portal.Log.Of(2330).Count(line => line.Text.Contains("ViewActivity", StringComparison.Ordinal));

        Assert.Equal(404, (await gone.PostAsync(AuditExport.Path, "/account")).Status);

        Assert.Equal(before + 1, portal.Log.Of(2330).Count(line => line.Text.Contains("ViewActivity", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(AccountRoutes.SignOut)]
    [InlineData(AccountRoutes.Scope)]
    [InlineData("/account")] // a page's form
    [InlineData(AuditExport.Path)]
    [InlineData("/account/passkeys/request")]
    [InlineData("/account/passkeys/creation")]
    public async Task Form_WithoutAToken_IsRefusedInWordsAndLeavesOneLine(string path)
    {
        using var ada = await portal.SignInAsync(CompanyRole.Administrator);

        var answer = await ada.PostAsync(path, page: null, ("_handler", "name"));

        Assert.Equal((400, "Refused: this form is too old, or it did not come from a page of the portal."), (answer.Status, answer.Text[..(answer.Text.IndexOf('.', StringComparison.Ordinal) + 1)]));
        Assert.Single(portal.Log.Of(2331), line => line.Text.Contains($"{ada.Session}", StringComparison.Ordinal) && line.Text.Contains(Here, StringComparison.Ordinal));
        Assert.Empty(await portal.EntriesOfAsync(ada));
    }

    /// <summary>An open page sends over its connection, which may come from another network than the page's request.</summary>
    [Fact]
    public async Task AnAct_OfAnOpenPage_CarriesTheAddressOfItsConnection()
    {
        using var mia = await portal.SignInAsync(null, (portal.People.Megacorp, TenantRole.Owner));
        await using var scope = portal.Services.CreateAsyncScope();
        var current = scope.ServiceProvider.GetRequiredService<CurrentCaller>();
        var stamp = await StampAsync(mia.Id);
        current.Become((await portal.People.Sessions.FindAsync(mia.Session, stamp, Cancel))!.From("192.0.2.1"));
        var address = scope.ServiceProvider.GetServices<CircuitHandler>().OfType<CircuitAddress>().Single();

        await new HubAddress().InvokeMethodAsync(InvocationFrom("203.0.113.9"), async _ =>
        {
            await address.OnConnectionUpAsync(null!, Cancel);
            return null;
        });

        Assert.Equal(("203.0.113.9", mia.Session), (AuditActor.Of(current.Value).Address, AuditActor.Of(current.Value).SessionId));
    }

    /// <summary>The watch runs by itself and reports its findings to operators.</summary>
    [Fact]
    public async Task Readiness_WithoutTheTriggers_SaysSo()
    {
        var watch = portal.Services.GetRequiredService<AuditWatch>();
        Assert.Same(watch, Assert.Single(portal.Services.GetServices<IHostedService>().OfType<AuditWatch>()));
        using var stranger = portal.Stranger();
        await portal.ExecuteAsync("""DROP TRIGGER "TR_AuditEntries_AppendOnly_Delete" """);
        try
        {
            await watch.LookAsync(Cancel);
            var (status, text) = await stranger.GetAsync("/readyz/portal");
            Assert.Equal(200, status);
            Assert.Contains("the database no longer protects the audit log from changes", text, StringComparison.Ordinal);
        }
        finally
        {
            await using var context = await portal.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancel);
            await AppendOnlyTriggers.RestoreAsync(context, Cancel);
            await watch.LookAsync(Cancel);
        }
    }

    private void AssertLine(int id, RunningPortal.Person person, string what)
    {
        var line = Assert.Single(portal.Log.Of(id), line => line.Text.Contains($"{person.Session}", StringComparison.Ordinal)).Text;
        Assert.All([$"{person.Id}", Here, what], part => Assert.Contains(part, line, StringComparison.Ordinal));
    }

    private async Task<string> StampAsync(Guid personId)
    {
        await using var context = await portal.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancel);
        return (await context.People.SingleAsync(person => person.Id == personId, Cancel)).SecurityStamp!;
    }

    private HubInvocationContext InvocationFrom(string address)
    {
        var http = new Microsoft.AspNetCore.Http.DefaultHttpContext { Connection = { RemoteIpAddress = System.Net.IPAddress.Parse(address) } };
        return new(new Connection(http), portal.Services, new NoHub(), typeof(NoHub).GetMethod(nameof(NoHub.Nothing))!, []);
    }

    private sealed class NoHub : Hub
    {
        public static void Nothing()
        {
            // Something to be called.
        }
    }

    private sealed class Connection : HubCallerContext
    {
        public Connection(Microsoft.AspNetCore.Http.HttpContext http) => Features.Set<Microsoft.AspNetCore.Http.Connections.Features.IHttpContextFeature>(new Feature { HttpContext = http });

        public override string ConnectionId => "1";

        public override string? UserIdentifier => null;

        public override System.Security.Claims.ClaimsPrincipal? User => null;

        public override IDictionary<object, object?> Items { get; } = new Dictionary<object, object?>();

        public override IFeatureCollection Features { get; } = new FeatureCollection();

        public override CancellationToken ConnectionAborted => default;

        public override void Abort()
        {
            // Nothing to dispose of.
        }

        private sealed class Feature : Microsoft.AspNetCore.Http.Connections.Features.IHttpContextFeature
        {
            public Microsoft.AspNetCore.Http.HttpContext? HttpContext { get; set; }
        }
    }
}
