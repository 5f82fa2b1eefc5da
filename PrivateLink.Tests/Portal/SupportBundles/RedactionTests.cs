using PrivateLink.Portal.SupportBundles;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.SupportBundles;

/// <summary>What a support bundle removes from its texts, and what it leaves.</summary>
public class RedactionTests
{
    private static readonly Redaction Redaction = new(["s3cr3t", "of"], TestPolicy.Snapshot(TestPolicy.Resource("a.my-saas.io", ResourceMode.Enforce, new LinkGrant(TestPolicy.AzureLink, "azure"))));

    [Theory]
    [InlineData("a s3cr3t word", "a [secret] word")]
    [InlineData("link 553665985, port 5536659850", "link [link], port 5536659850")]
    [InlineData("vpce-08d2bf15fac5001c9-abcd.vpce-svc-0123456789abcdef0", "[link].vpce-svc-0123456789abcdef0")]
    [InlineData("ep-t4i1a4b7c2d8e5h3j9k0 epsrv-t4i1a4b7c2d8", "[link] epsrv-t4i1a4b7c2d8")]
    [InlineData("to ada.l+x@my-saas.io.", "to [mail].")]
    [InlineData("https://a:b@host/x", "https://a:[secret]@host/x")]
    [InlineData("{\"password\":\"x1\",\"a\":1}", "{\"password\":\"[secret]\",\"a\":1}")]
    [InlineData("Authorization: Basic YWRhOmNvcnJlY3Q=", "Authorization: Basic [secret]")]
    [InlineData("/setup/q83vEjRWeJq83vEjRWeJ_q83vEjRWeJ?x=1", "/setup/[token]?x=1")]
    public void Of_WhatMustNotLeave_IsMarked(string text, string expected) => Assert.Equal(expected, Redaction.Of(text));

    /// <summary>A secret of two letters occurs in every sentence.</summary>
    [Theory]
    [InlineData("Mail:Password = ********  (environment)")]
    [InlineData("Mail:Password = none  (default)")]
    [InlineData("one of 10.0.0.5:443 at 2026-03-01 12:00:00.000, 0197f3a2-0000-7000-8000-0123456789ab")]
    [InlineData("at PrivateLink.Portal.ConnectionLog.Records.RecordWriter.<WriteAsync>d__12.MoveNext()")]
    public void Of_WhatHelps_Stays(string text) => Assert.Equal(text, Redaction.Of(text));
}
