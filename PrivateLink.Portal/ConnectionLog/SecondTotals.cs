using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>How many connections were decided in one second, by verdict.</summary>
public readonly record struct SecondTotals(DateTimeOffset Second, int Allowed, int Denied, int Audited, int Probes)
{
    public int Total => Allowed + Denied + Audited + Probes;

    public int Of(Verdict verdict) => verdict switch
    {
        Verdict.Allowed => Allowed,
        Verdict.Denied => Denied,
        Verdict.Audited => Audited,
        _ => Probes,
    };
}
