using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Access;

public class PermissionDocumentTests
{
    /// <summary>docs/permissions.md is generated from the table, the pages and the methods. Set PRIVATELINK_UPDATE_DOCS to write it.</summary>
    [Fact]
    public void Document_ComparedWithTheCode_SaysTheSame()
    {
        var path = Path.Combine(Repository.Root, "docs", "permissions.md");
        var wanted = Render();
        if (Environment.GetEnvironmentVariable("PRIVATELINK_UPDATE_DOCS") is not null) File.WriteAllText(path, wanted);

        Assert.Equal(wanted, File.ReadAllText(path), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Permissions_Each_HasARowAndWords() =>
        Assert.All(Enum.GetValues<Permission>(), permission => Assert.NotEmpty(Permissions.Of(permission).Words));

    [Fact]
    public void Pages_Each_SayWhoMayReadThem() =>
        Assert.Empty(ServiceMethods.Pages
            .Where(page => ServiceMethods.RequiredBy(page.Page) is null == page.Page.GetCustomAttribute<AllowAnonymousAttribute>() is null)
            .Select(page => $"{page.Route} needs one of [Requires] and [AllowAnonymous]"));

    [Fact]
    public void ServiceMethods_Each_SayWhoMayCallThem() =>
        Assert.Empty(ServiceMethods.All
            .Where(method => ServiceMethods.RequiredBy(method) is null)
            .Select(method => $"{ServiceMethods.NameOf(method)} needs [Requires]"));

    /// <summary>The engine's reports are unfiltered, so services must return a view for their caller instead.</summary>
    [Fact]
    public void Answers_ToATenant_HoldNothingThatTheEngineReported() =>
        Assert.DoesNotContain(TenantSights.Answered, type => type.Namespace == typeof(ConnectionDecision).Namespace);

    [Theory]
    [InlineData(Permission.EditResources, "Only administrators and operators of the company and owners and members of the tenant may change resources and their links.")]
    [InlineData(Permission.RollBackPolicy, "Only administrators of the company may roll the policy back, and confirm held changes.")]
    [InlineData(Permission.ViewAudit, "Only people of the company may see and export the audit log.")]
    public void WhoMay_ForAPersonWhoMayNot_NamesThoseWhoMay(Permission permission, string sentence) =>
        Assert.Equal(sentence, Permissions.Of(permission).WhoMay);

    private static string Render()
    {
        var text = new StringBuilder("""
            # Who may do what

            A test generates this page from `Permissions`, the pages and the service methods, and compares the two.
            The company's roles hold in every tenant, and a tenant's roles in that tenant alone.
            For a tenant, another tenant's rows do not exist, whatever the role.
            The services enforce this; the pages only show it.

            | A person may | Administrator | Operator | Viewer | Owner | Member | Viewer of a tenant |
            |---|---|---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var row in Permissions.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Words} (`{row.Permission}`)");
            foreach (var role in Enum.GetValues<CompanyRole>()) text.Append(row.Company.Contains(role) ? " | yes" : " | ");
            foreach (var role in Enum.GetValues<TenantRole>()) text.Append(row.Tenant.Contains(role) ? " | yes" : " | ");
            text.Append(" |\n");
        }

        text.Append("\n## Pages\n\n| Page | Asks for |\n|---|---|\n");
        foreach (var (route, page) in ServiceMethods.Pages)
            text.Append(CultureInfo.InvariantCulture, $"| `{route}` | {(ServiceMethods.RequiredBy(page) is { } permission ? $"`{permission}`" : "nothing: anyone")} |\n");

        text.Append("\n## Service methods\n\n| Method | Asks for |\n|---|---|\n");
        foreach (var (name, permission) in ServiceMethods.All.Select(method => (ServiceMethods.NameOf(method), ServiceMethods.RequiredBy(method))).Distinct())
            text.Append(CultureInfo.InvariantCulture, $"| `{name}` | `{permission}` |\n");
        text.Append(TenantSights.Render());
        return text.ToString();
    }
}
