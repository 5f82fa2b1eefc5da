using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog.Explaining;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Portal.Components;
using PrivateLink.Tests.Support;
using Xunit;
using Options = Microsoft.Extensions.Options.Options;

namespace PrivateLink.Tests.Portal.ConnectionLog.Explaining;

public sealed class ConnectionExplanationsTests : IAsyncLifetime
{
    private const string Service = "saas-azure";

    private static readonly Caller Company = Caller.Company("ada");

    private EngineUnderTest _engine = null!;
    private ConnectionExplanations _explanations = null!;

    public async ValueTask InitializeAsync()
    {
        _engine = await EngineUnderTest.StartAsync(options =>
        {
            options.Listeners["azure"] = EngineUnderTest.Private(listener => (listener.Service, listener.Provider) = (Service, ProviderSetting.Azure));
            options.Listeners["aws"] = EngineUnderTest.Private(listener => (listener.Service, listener.Provider) = (null, ProviderSetting.Aws));
        });
        _explanations = new(_engine, Options.Create(_engine.Get<Microsoft.Extensions.Options.IOptions<EngineOptions>>().Value), _engine.Status);
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public void Now_PolicyHasChanged_SaysWhatWouldHappen()
    {
        var denied = Denied(TestPolicy.AwsLink, "aws");
        Enforce(new LinkGrant(TestPolicy.AwsLink, "saas-aws"));

        var now = _explanations.Explain(Company, Decisions.View(denied)).Now;

        Assert.True(now.IsAsked);
        Assert.Equal((Verdict.Allowed, Reason.LinkMatched, 5L), (now.Verdict, now.Reason, now.Revision));
        Assert.False(now.IsSameAs(denied.Verdict, denied.Reason));
    }

    [Fact]
    public void Now_EndedBeforeTheName_IsNotAskedAtAll() =>
        Assert.False(_explanations.Explain(Company, Decisions.View(Decisions.Denied(Reason.HeaderMissing) with { Host = null })).Now.IsAsked);

    [Theory]
    [InlineData("vpce-08d2bf15fac5001c8", "one character differs")]
    [InlineData("vpce-08D2BF15FAC5001C9", "upper and lower case")]
    [InlineData("vpce-11111111111111111", null)]
    public void Hint_LinkNearlyListed_IsPointedOut(string sent, string? hint)
    {
        Enforce(new LinkGrant(TestPolicy.AwsLink, "saas-aws"));

        AssertHint(hint, Denied(TestPolicy.Link(CloudProvider.Aws, sent), "aws"));
    }

    [Fact]
    public void Hint_ListedForAnotherServiceOrSwitchedOff_IsPointedOut()
    {
        Enforce(new LinkGrant(TestPolicy.AzureLink, "saas-elsewhere"));
        AssertHint("listed for the service saas-elsewhere, but the listener serves saas-azure", Denied(TestPolicy.AzureLink, "azure"));

        Enforce(new LinkGrant(TestPolicy.AzureLink, Service, Enabled: false));
        AssertHint("listed but disabled", Denied(TestPolicy.AzureLink, "azure"));
    }

    /// <summary>
    /// The engine checks every line of the list, so the hint must too. Covers each order of three lines: for another service, disabled, matching.
    /// </summary>
    [Theory]
    [InlineData("elsewhere off", "listed but disabled")]
    [InlineData("off elsewhere", "listed but disabled")]
    [InlineData("elsewhere right", null)]
    [InlineData("off right elsewhere", null)]
    public void Hint_ListedSeveralTimes_SaysWhatTheEngineSays(string lines, string? hint)
    {
        Enforce([.. lines.Split(' ').Select(line => new LinkGrant(TestPolicy.AzureLink, line == "elsewhere" ? "saas-elsewhere" : Service, Enabled: line != "off"))]);
        var decision = Denied(TestPolicy.AzureLink, "azure");

        AssertHint(hint, decision);
        Assert.Equal(hint is null ? Reason.LinkMatched : Reason.LinkDisabled, _explanations.Explain(Company, Decisions.View(decision)).Now.Reason);
    }

    [Fact]
    public void Hint_NothingListed_SaysSo()
    {
        Enforce();
        AssertHint("lists no private endpoint", Denied(TestPolicy.AwsLink, "aws"));
    }

    [Fact]
    public void Explain_ForATenant_TellsNothingOfListenersOrOthersResources()
    {
        Enforce(new LinkGrant(TestPolicy.AwsLink, "saas-aws"));
        var explanation = _explanations.Explain(Caller.Tenant("eve", Guid.NewGuid()), Decisions.View(Denied(TestPolicy.AwsLink, "aws")));

        Assert.Null(explanation.Listener);
        Assert.Null(explanation.Resource);
        Assert.Equal((true, Verdict.Denied, Reason.NameUnknown), (explanation.Now.IsAsked, explanation.Now.Verdict, explanation.Now.Reason));
        Assert.DoesNotContain(_explanations.Reproduce(Caller.Tenant("eve", Guid.NewGuid()), Decisions.View(Denied(TestPolicy.AwsLink, "aws"))), command => command.Text.Contains("privatelink-send", StringComparison.Ordinal));
    }

    [Fact]
    public void Listener_Trust_IsTold()
    {
        var listener = _explanations.Explain(Company, Decisions.View(Denied(TestPolicy.AzureLink, "azure"))).Listener!;

        Assert.Equal(["127.0.0.0/8"], listener.TrustedSources);
        Assert.NotNull(listener.Address);
    }

    private static ConnectionDecision Denied(LinkId link, string listener) =>
        Decisions.Denied() with { Host = TestPolicy.Host, LinkId = link, LinkKind = LinkIdentityKind.One, Listener = listener };

    private void Enforce(params LinkGrant[] grants) => _engine.Current = TestPolicy.Snapshot(5, TestPolicy.Resource(TestPolicy.Host, ResourceMode.Enforce, grants));

    private void AssertHint(string? hint, ConnectionDecision decision)
    {
        var told = _explanations.Explain(Company, Decisions.View(decision)).Resource!.Hint;
        if (hint is null) Assert.Null(told);
        else Assert.Contains(hint, told, StringComparison.Ordinal);
    }
}
