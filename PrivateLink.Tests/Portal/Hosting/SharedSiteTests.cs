using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Hosting;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.Web;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Hosting;

public class SharedSiteTests
{
    private readonly FakeLogger<SharedSite> _log = new();
    private readonly PolicyStore _policy = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("privatelink.my-saas.io", "my-saas.io")]
    [InlineData("my-saas.io", "my-saas.io")]
    [InlineData("privatelink.my-saas.co.uk", "my-saas.co.uk")]
    [InlineData("co.uk", null)]
    [InlineData("localhost", null)]
    [InlineData("privatelink.localhost", null)]
    [InlineData("10.0.0.1", null)]
    [InlineData("[::1]", null)]
    public void SiteOf_Host_IsTheDomainThatSomebodyRegistered(string host, string? site) => Assert.Equal(site, SharedSite.SiteOf(host));

    [Theory]
    [InlineData("https://privatelink.my-saas.io", "megacorp.my-saas.io", true)]
    [InlineData("https://privatelink.my-saas.io", "*.my-saas.io", true)]
    [InlineData("https://privatelink.my-saas.io", "my-saas.io", true)]
    [InlineData("https://privatelink.my-saas.io", "megacorp.notmy-saas.io", false)]
    [InlineData("https://privatelink.my-saas-portal.io", "megacorp.my-saas.io", false)]
    [InlineData("http://localhost:7400", "megacorp.localhost", false)]
    public async Task Start_HostsUnderThePortalsOwnDomain_AreSaidOnce(string portal, string host, bool isSaid)
    {
        _policy.Swap(TestPolicy.Snapshot(TestPolicy.Resource("other.example", ResourceMode.Open), TestPolicy.Resource(host, ResourceMode.Enforce)));

        await Watch(portal).StartAsync(Cancel);
        _policy.Swap(_policy.Current!);

        Assert.Equal(isSaid ? 1 : 0, _log.Collector.Count);
    }

    [Fact]
    public async Task Change_AHostUnderThePortalsOwnDomain_IsSaid()
    {
        await Watch("https://privatelink.my-saas.io").StartAsync(Cancel);
        var resource = TestPolicy.Resource("megacorp.my-saas.io", ResourceMode.Enforce);

        _policy.Swap(TestPolicy.Snapshot(resource), new HashSet<Guid> { resource.ResourceId });

        Assert.StartsWith(
            "The protected host megacorp.my-saas.io and the portal at https://privatelink.my-saas.io are both under my-saas.io:", _log.LatestRecord.Message, StringComparison.Ordinal);
    }

    private SharedSite Watch(string portal) => new(new PortalAddress(Options.Create(new PortalOptions { PublicUrl = portal })), _policy, _log);
}
