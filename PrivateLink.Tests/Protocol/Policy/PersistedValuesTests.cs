using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using Xunit;

namespace PrivateLink.Tests.Protocol.Policy;

/// <summary>Numbers and codes used in databases, URLs, dashboards and users' scripts. New ones may be added; existing ones must not change.</summary>
public class PersistedValuesTests
{
    [Fact]
    public void Verdict_Values_AreAsPersisted() => Assert.Equal("None=0 Allowed=1 Denied=2 Audited=3", Values<Verdict>());

    [Fact]
    public void ResourceMode_Values_AreAsPersisted() => Assert.Equal("Open=1 Monitor=2 Enforce=3", Values<ResourceMode>());

    [Fact]
    public void CloudProvider_Values_AreAsPersisted() => Assert.Equal("Aws=1 Azure=2 Gcp=3 Alibaba=4", Values<CloudProvider>());

    [Fact]
    public void SumKind_Values_AreAsPersisted() => Assert.Equal("RollUps=1 Observations=2", Values<SumKind>());

    [Fact]
    public void ServiceMomentKind_Values_AreAsPersisted() => Assert.Equal(
        "Started=1 Stopped=2 Lost=3 ListenersOpened=4 ListenersClosed=5 EngineImpaired=6 EngineRecovered=7 UpstreamDown=8 UpstreamImpaired=9 UpstreamUp=10 TookOver=11 TakeOverFailed=12", Values<ServiceMomentKind>());

    [Fact]
    public void Reason_ValuesAndCodes_AreAsPersisted() => Assert.Equal("""
        1 source_untrusted
        2 probe_empty
        3 prelude_idle
        10 health_check
        11 probe_header
        12 pp_missing
        13 pp_v1_refused
        14 pp_truncated
        15 pp_timeout
        16 pp_malformed
        17 pp_too_large
        18 pp_crc_mismatch
        19 pp_unexpected
        20 pp_nested
        30 hello_not_tls
        31 hello_malformed
        32 hello_too_large
        33 hello_truncated
        34 hello_timeout
        40 sni_missing
        41 sni_invalid
        42 sni_unknown
        43 claim_observed
        50 host_disabled
        51 host_open
        52 link_matched
        53 link_missing
        54 link_mismatch
        55 link_malformed
        56 link_ambiguous
        57 link_disabled
        70 limit_prelude
        71 limit_global
        72 limit_host
        73 limit_link
        74 limit_gave_way
        90 internal_error
        """, string.Join('\n', Enum.GetValues<Reason>().Select(reason => $"{(int)reason} {ReasonTable.CodeOf(reason)}")));

    [Fact]
    public void CloseReason_ValuesAndCodes_AreAsPersisted() => Assert.Equal("""
        1 not_admitted
        2 closed_client
        3 closed_backend
        4 backend_none
        5 backend_refused
        6 backend_timeout
        7 backend_reset
        8 idle_timeout
        9 half_close_timeout
        10 drained
        11 policy_revoked
        12 internal_error
        13 closed_operator
        14 engine_exhausted
        15 header_too_large
        """, string.Join('\n', Enum.GetValues<CloseReason>().Select(reason => $"{(int)reason} {ReasonTable.CodeOf(reason)}")));

    [Fact]
    public void ReasonTable_EveryReason_IsFoundByItsCodeAndExplained() =>
        Assert.All(Enum.GetValues<Reason>(), reason =>
        {
            var row = ReasonTable.Describe(reason);
            Assert.True(ReasonTable.TryFind(row.Code, out Reason found));
            Assert.Equal(reason, found);
            Assert.All([row.Title, row.Meaning, row.Remedy], text => Assert.False(string.IsNullOrWhiteSpace(text)));
        });

    private static string Values<T>() where T : struct, Enum =>
        string.Join(' ', Enum.GetValues<T>().Select(value => $"{value}={Convert.ToInt32(value, provider: null)}"));
}
