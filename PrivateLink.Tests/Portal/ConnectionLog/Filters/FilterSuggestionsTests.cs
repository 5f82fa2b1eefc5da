using Microsoft.Extensions.Logging.Abstractions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Protocol.Links;
using PrivateLink.Tests.Portal.Components;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Filters;

public sealed class FilterSuggestionsTests : PortalWorldTest
{
    private readonly LiveConnections _log = new(TestSights.None, TimeProvider.System, TestChannel.Create(), NullLogger<LiveConnections>.Instance);
    private readonly FilterSuggestions _suggestions;

    public FilterSuggestionsTests()
        : base(new SqliteTestDatabase()) => _suggestions = new(Database, _log);

    [Theory]
    [InlineData("re", "reason resource revision")]
    [InlineData("-rea", "reason")]
    [InlineData("outcome:denied ~cl", "cloud client")]
    [InlineData("outcome:d", "denied allowed audited failed")]
    [InlineData("outcome:denied,fa", "failed")]
    [InlineData("outcome:p", "probe")]
    [InlineData("verdict:p", "probe")]
    [InlineData("cloud:a", "aws azure alibaba")]
    [InlineData("verdict!=den", "denied")]
    [InlineData("reason:link_mism", "link_mismatch")]
    [InlineData("tenant:meg", "Megacorp")]
    [InlineData("listener:a", "aws")]
    [InlineData("bytes>1", "")]
    [InlineData("hots:a", "")]
    [InlineData("\"outcome:d", "")]
    public async Task OfferAsync_WhatIsTyped_GoesOn(string text, string labels)
    {
        _log.Report(Decisions.Denied());

        Assert.Equal(labels, string.Join(' ', (await OfferAsync(Company, text)).Select(offer => offer.Label)));
    }

    [Fact]
    public async Task OfferAsync_HostsAndLinks_AreThoseOfTheTrafficAndTheCallersOwn()
    {
        await World.CreateAsync(World.Draft("quiet.my-saas.io"));
        _log.Report(Decisions.Denied());

        Assert.Equal(["quiet.my-saas.io"], (await OfferAsync(Company, "host:qui")).Select(offer => offer.Text));
        Assert.Equal(["megacorp.my-saas.io"], (await OfferAsync(Company, "host:mega")).Select(offer => offer.Text));
        Assert.Equal(["vpce-0a1b2c3d4e5f60718"], (await OfferAsync(Company, "link:VPCE-0a")).Select(offer => offer.Text));
    }

    /// <summary>What is hidden in the list must not be offered beside it.</summary>
    [Fact]
    public async Task OfferAsync_ToATenant_KnowsNoStrangersAndNothingOfTheCompanys()
    {
        _log.Report(
            Decisions.Denied() with { TenantId = World.Megacorp.Id, LinkId = TestPolicy.Link(CloudProvider.Aws, "vpce-08d2bf15fac5001c9") },
            Decisions.Allowed() with { TenantId = World.Globex.Id, Host = "globex.my-saas.io" });
        var mia = Caller.Tenant("mia", World.Megacorp.Id);

        Assert.Empty(await OfferAsync(mia, "link:vpce"));
        Assert.Empty(await OfferAsync(mia, "host:globex"));
        Assert.Empty(await OfferAsync(mia, "tenant:"));
        Assert.Empty(await OfferAsync(mia, "upstream:"));
        Assert.DoesNotContain(await OfferAsync(mia, "u"), offer => offer.Label == "upstream");
        Assert.Equal(["megacorp.my-saas.io"], (await OfferAsync(mia, "host:m")).Select(offer => offer.Text));
    }

    [Fact]
    public async Task OfferAsync_AValueWithSpaces_IsQuotedAndPlaced()
    {
        _log.Report(Decisions.Denied() with { Listener = "two words" });

        Assert.Equal(new("\"two words\"", 9, 12, "two words", null, false), Assert.Single(await OfferAsync(Company, "listener:two")));
        Assert.Equal(new("host:", 1, 3, "host", "Host", true), Assert.Single(await _suggestions.OfferAsync(Company, "-ho link:*", 3, TestContext.Current.CancellationToken)));
    }

    private async Task<IReadOnlyList<FilterSuggestion>> OfferAsync(Caller caller, string text) =>
        await _suggestions.OfferAsync(caller, text, text.Length, TestContext.Current.CancellationToken);
}
