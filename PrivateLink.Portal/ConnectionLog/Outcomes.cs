using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>Where outcomes come from, and their codes.</summary>
public static class Outcomes
{
    /// <summary>The verdicts that let a connection in.</summary>
    internal static IReadOnlyList<Verdict> LettingIn { get; } = [Verdict.Allowed, Verdict.Audited];

    /// <summary>The endings of connections that were let in and failed.</summary>
    internal static IReadOnlyList<CloseReason> Failures { get; } = [.. Enum.GetValues<CloseReason>().Where(ending => ReasonTable.Describe(ending).IsFailure)];

    /// <param name="verdict">What was decided.</param>
    /// <param name="ending">How it ended; null while it is open, and where nobody has seen the end.</param>
    public static Outcome Of(Verdict verdict, CloseReason? ending) =>
        verdict is Verdict.Allowed or Verdict.Audited && ending is { } reason && ReasonTable.Describe(reason).IsFailure ? Outcome.Failed : (Outcome)verdict;

    /// <summary>The stable text code, used in filters and URLs: that of the verdict, or <c>failed</c>.</summary>
    public static string CodeOf(Outcome outcome) => outcome == Outcome.Failed ? "failed" : VerdictText.Of((Verdict)outcome);
}
