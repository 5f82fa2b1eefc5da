using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Protocol.Policy;

/// <summary>The answer of <see cref="AccessPolicy.Evaluate"/>.</summary>
/// <param name="Verdict">What happens to the connection.</param>
/// <param name="Reason">Why.</param>
/// <param name="Resource">The resource that has the name, even if the connection was denied; null for unknown names.</param>
/// <param name="Detail">A short constant note beside the reason, or null.</param>
public readonly record struct AccessDecision(Verdict Verdict, Reason Reason, ResourcePolicy? Resource = null, string? Detail = null)
{
    /// <summary>A decision made before the policy is evaluated. A connection that asks for nothing gets no verdict; any other is denied.</summary>
    public static AccessDecision BeforePolicy(Reason reason, string? detail = null) =>
        new(ReasonTable.Describe(reason).AsksForNothing ? Verdict.None : Verdict.Denied, reason, Detail: detail);

    /// <summary>Whether the connection is relayed.</summary>
    public bool IsRelayed => Verdict is Verdict.Allowed or Verdict.Audited;
}
