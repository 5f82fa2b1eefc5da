using PrivateLink.Portal.Audit;
using Xunit;

namespace PrivateLink.Tests.Portal.Audit;

public class ChangeWordsTests
{
    private const string Before = """{"host":"a.my-saas.io","aliases":[],"mode":"Enforce","enabled":true,"keptOff":false,"upstreamId":"1","links":{"vpce-1":true,"vpce-2":true}}""";

    [Theory]
    [InlineData("""{"mode":"Enforce"}""", """{"mode":"Monitor","reason":"an outage"}""", "Enforce to Monitor (reason: an outage)")]
    [InlineData("""{"links":{"vpce-1":true,"vpce-2":true}}""", """{"links":{"vpce-1":false,"vpce-3":true}}""", "vpce-1 disabled, vpce-2 removed, vpce-3 added")]
    [InlineData("""{"enabled":true,"keptOff":false}""", """{"enabled":false,"keptOff":true}""", "disabled, kept disabled by the company")]
    [InlineData("""{"host":"a.my-saas.io","aliases":[]}""", """{"host":"b.my-saas.io","aliases":["a.my-saas.io"]}""", "renamed from a.my-saas.io, alias names changed")]
    [InlineData(Before, Before, null)]
    [InlineData(null, Before, null)]
    [InlineData(null, null, null)]
    [InlineData("""{"upstreamId":"1"}""", """{"upstreamId":"2"}""", null)]
    [InlineData("""{"tooLong":300000}""", """{"tooLong":300001}""", null)]
    public void Details_OfAHost_SayWhatChanged(string? before, string? after, string? expected) =>
        Assert.Equal(expected, ChangeWords.Details(AuditAction.ResourceChanged.Code, before, after));

    [Fact]
    public void Details_OfOtherActs_SayWhatTheirWordsDoNot()
    {
        Assert.Equal("disabled", ChangeWords.Details(AuditAction.PrivateEndpointSwitched.Code, """{"enabled":true,"name":"x"}""", """{"enabled":false,"name":"y"}"""));
        Assert.Equal("(reason: unpaid)", ChangeWords.Details(AuditAction.TenantSuspended.Code, """{"suspended":false}""", """{"suspended":true,"reason":"unpaid"}"""));
    }

    [Theory]
    [InlineData("""{"upstreamId":"2"}""", true)]
    [InlineData("""{"upstreamId":"1"}""", false)]
    [InlineData("""{"mode":"Open"}""", false)]
    public void IsOtherUpstream_OnlyWhereBothAreKnownAndDiffer(string after, bool expected) =>
        Assert.Equal(expected, ChangeWords.IsOtherUpstream("""{"upstreamId":"1"}""", after));
}
