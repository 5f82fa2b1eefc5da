using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Ceilings;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Components.Pages.ConnectionSharing;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Explaining;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.ConnectionSharing;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Tests.Portal.Components;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionSharing;

/// <summary>Sharing from the details of a connection.</summary>
public sealed class ShareConnectionTests : PageTest
{
    [Fact]
    public async Task Read_AnotherConnectionIsChosenMeanwhile_NeverOffersTheFirst()
    {
        var slow = new Slow(Own<IDbContextFactory<PortalDbContext>>());
        Services.AddSingleton(new ConnectionShares(
            slow, Own<ChangeWriter>(), Log, Own<StoredConnections>(), new LinkSights(slow, Clock), Own<WhoDisabled>(), Own<IOptions<CeilingOptions>>(), Clock));
        var tenant = (await ResourceAsync(DemoNames.MegacorpHost)).Draft.TenantId;
        var (first, second) = (Decisions.Denied() with { TenantId = tenant }, Decisions.Denied() with { TenantId = tenant });
        Log.Take([new(first), new(second)]);

        var share = Render<ShareConnection>(parameters => parameters.Add(panel => panel.Id, first.Id));
        var opened = share.Find("details").TriggerEventAsync("ontoggle", EventArgs.Empty);
        share.Render(parameters => parameters.Add(panel => panel.Id, second.Id));
        slow.Answers.SetResult();
        await opened;
        Assert.Empty(share.FindAll("a[download]"));

        await share.Find("details").TriggerEventAsync("ontoggle", EventArgs.Empty);
        Assert.Equal($"connection-{second.Id}.json", share.Find("a[download]").GetAttribute("download"));
    }

    /// <summary>A database that answers when it is told to.</summary>
    private sealed class Slow(IDbContextFactory<PortalDbContext> contexts) : IDbContextFactory<PortalDbContext>
    {
        public TaskCompletionSource Answers { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public PortalDbContext CreateDbContext() => throw new NotSupportedException();

        public async Task<PortalDbContext> CreateDbContextAsync(CancellationToken cancellationToken = default)
        {
            await Answers.Task.WaitAsync(cancellationToken);
            return await contexts.CreateDbContextAsync(cancellationToken);
        }
    }
}
