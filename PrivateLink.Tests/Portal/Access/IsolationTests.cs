using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Operations;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Access;

/// <summary>
/// Calls every service method that reflection finds, as random tenants in every role, with other tenants' keys. No answer may contain a word or a key
/// of another tenant.
/// </summary>
public sealed class IsolationTests(MarkedTenants tenants) : IClassFixture<MarkedTenants>
{
    public static TheoryData<string> Methods() => [.. ServiceMethods.All.Where(method => !method.IsStatic).Select(ServiceMethods.NameOf).Distinct()];

    /// <summary>
    /// Any failure except a refusal fails the test, because a method that cannot be called proves nothing. So does a refusal of a role that the
    /// method declares.
    /// </summary>
    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Method_CalledByATenant_SaysNothingOfTheOthers(string name)
    {
        await using var scope = tenants.Services.CreateAsyncScope();
        foreach (var method in ServiceMethods.All.Where(method => ServiceMethods.NameOf(method) == name))
            foreach (var own in tenants.Holdings)
                foreach (var foreign in tenants.Holdings.Where(holding => holding != own))
                    foreach (var caller in Enum.GetValues<TenantRole>().Select(own.As))
                        foreach (var key in foreign.Keys)
                        {
                            using var call = new MarkedCall(scope.ServiceProvider, caller, foreign, key);
                            var answer = await call.AnswerAsync(method);
                            if (answer is null) Assert.False(caller.May(ServiceMethods.RequiredBy(method)!.Value), $"{name} refuses a tenant's {caller.TenantRole}.");
                            else AssertNothingOf(foreign, answer, key);
                        }
    }

    /// <summary>The same search finds the caller's own data; otherwise the test above would prove nothing.</summary>
    [Theory]
    [InlineData("AuditLog.ExportAsync")]
    [InlineData("AuditLog.ReadAsync")]
    [InlineData("ConnectionExports.WriteAsync")]
    [InlineData("ConnectionHistory.PageAsync")]
    [InlineData("LiveConnections.Snapshot")]
    [InlineData("OwnAccount.FindAsync")]
    [InlineData("OwnFactors.PasskeyOptionsAsync")]
    [InlineData("ResourceService.ListAsync")]
    [InlineData("StoredConnections.FindAsync")]
    [InlineData("TenantNotices.UnreadAsync")]
    [InlineData("TenantPeople.ListAsync")]
    public async Task Method_CalledByATenant_ShowsItsOwn(string name)
    {
        await using var scope = tenants.Services.CreateAsyncScope();
        foreach (var own in tenants.Holdings)
        {
            using var call = new MarkedCall(scope.ServiceProvider, own.As(), own, own.TenantId);
            Assert.Contains(own.Marker, await call.AnswerAsync(Method(name)), StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>The search also finds other tenants' data if it is there: the company may see it.</summary>
    [Theory]
    [InlineData("ConnectionExports.WriteAsync")]
    [InlineData("ConnectionHistory.PageAsync")]
    [InlineData("ResourceService.ListAsync")]
    public async Task Method_CalledByTheCompany_ShowsEverybodys(string name)
    {
        await using var scope = tenants.Services.CreateAsyncScope();
        var first = tenants.Holdings[0];
        using var call = new MarkedCall(scope.ServiceProvider, Caller.Company("ada"), first, first.TenantId);

        var answer = await call.AnswerAsync(Method(name));

        Assert.All(tenants.Holdings, holding => Assert.Contains(holding.Marker, answer, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Numbers carry no marker, but a total over all tenants would tell one tenant about the others.</summary>
    [Fact]
    public void EngineReport_ForATenant_CountsNobodyElsesConnections()
    {
        var reports = tenants.Services.GetRequiredService<EngineReports>();

        Assert.Null(reports.Read(tenants.Holdings[0].As()).OpenConnections);
        Assert.NotNull(reports.Read(Caller.Company("ada")).OpenConnections);
    }

    [Fact]
    public async Task Context_OfATenant_HidesTheOthersInEveryTableThatHasATenant()
    {
        var tables = 0;
        foreach (var own in tenants.Holdings)
        {
            await using var context = tenants.Database.CreateDbContext();
            context.Caller = own.As();
            foreach (var type in context.Model.GetEntityTypes().Where(type => !type.IsOwned() && type.FindProperty("TenantId") is not null && type.GetDeclaredQueryFilters().Count > 0))
            {
                tables++;
                var rows = (IQueryable<object>)typeof(DbContext).GetMethod(nameof(DbContext.Set), [])!.MakeGenericMethod(type.ClrType).Invoke(context, null)!;
                foreach (var row in await rows.ToListAsync(TestContext.Current.CancellationToken))
                    Assert.Equal(own.TenantId, context.Entry(row).Property("TenantId").CurrentValue);
            }
        }

        Assert.NotEqual(0, tables);
    }

    private static void AssertNothingOf(Holding foreign, string answer, Guid key)
    {
        Assert.DoesNotContain(foreign.Marker, answer, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(MarkedTenants.OfTheCompany, word => answer.Contains(word, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(foreign.Keys, secret => secret != key && answer.Contains(secret.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    private static MethodInfo Method(string name) => ServiceMethods.All.First(method => ServiceMethods.NameOf(method) == name);
}
