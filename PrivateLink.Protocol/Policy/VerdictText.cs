namespace PrivateLink.Protocol.Policy;

/// <summary>The stable text codes of verdicts, used in logs, metrics, URLs and interfaces.</summary>
public static class VerdictText
{
    /// <summary><c>allowed</c>, <c>denied</c>, <c>audited</c> or <c>none</c>.</summary>
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Allowed => "allowed",
        Verdict.Denied => "denied",
        Verdict.Audited => "audited",
        _ => "none",
    };
}
