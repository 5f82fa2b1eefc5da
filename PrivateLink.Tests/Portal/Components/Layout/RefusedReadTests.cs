using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Components.Layout;
using PrivateLink.Portal.Components.Pages.Audit;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Layout;

/// <summary>An open page that asks for more than the role allows is refused, and the refusal is recorded.</summary>
public class RefusedReadTests : PageTest
{
    private readonly RecordedLog _log = new();
    private readonly Caller _mia = Caller.Tenant("mia", Guid.NewGuid(), TenantRole.Viewer, Guid.NewGuid()) with { SessionId = Guid.NewGuid(), Address = "203.0.113.9" };

    public RefusedReadTests()
    {
        Services.AddSingleton(new AccessTraces(Clock, _log.For<AccessTraces>()));
        Reader.Become(_mia);
    }

    [Fact]
    public void Page_ThatTheRoleMayNotRead_LeavesALine()
    {
        var gate = Render<PermissionGate>(parameters => parameters
            .Add(page => page.Page, typeof(AuditPage)).Add(page => page.Layout, typeof(MainLayout)).AddChildContent("<p>secret</p>"));

        Assert.DoesNotContain("secret", gate.Markup, StringComparison.Ordinal);
        AssertLine();
    }

    [Fact]
    public void Service_ThatRefusesAPage_LeavesALine()
    {
        Render<MainLayout>(parameters => parameters.Add(frame => frame.Body, (RenderFragment)(builder =>
        {
            builder.OpenComponent<PageWithoutPermission>(0);
            builder.CloseComponent();
        })));

        AssertLine();
    }

    private void AssertLine()
    {
        var line = Assert.Single(_log.Of(2330)).Text;
        Assert.All(["ViewAudit", $"{_mia.PersonId}", $"{_mia.SessionId}", "203.0.113.9"], part => Assert.Contains(part, line, StringComparison.Ordinal));
    }

    private sealed class PageWithoutPermission : ComponentBase
    {
        protected override void OnInitialized() => throw new NotPermittedException(Permission.ViewAudit);
    }
}
