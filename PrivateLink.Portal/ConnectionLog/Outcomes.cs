using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>Computes outcomes, and lists their codes.</summary>
public static class Outcomes
{
    /// <summary>The verdicts that allow a connection.</summary>
    internal static IReadOnlyList<Verdict> LettingIn { get; } = [Verdict.Allowed, Verdict.Audited];

    /// <summary>The endings of allowed connections that failed.</summary>
    internal static IReadOnlyList<CloseReason> Failures { get; } = [.. Enum.GetValues<CloseReason>().Where(ending => ReasonTable.Describe(ending).IsFailure)];

    /// <param name="verdict">The verdict.</param>
    /// <param name="ending">How it ended; null if it is open or the end is unknown.</param>
    public static Outcome Of(Verdict verdict, CloseReason? ending) =>
        verdict is Verdict.Allowed or Verdict.Audited && ending is { } reason && ReasonTable.Describe(reason).IsFailure ? Outcome.Failed : (Outcome)verdict;

    /// <summary>The stable code for filters and URLs: the code of the verdict, or <c>failed</c>.</summary>
    public static string CodeOf(Outcome outcome) => outcome == Outcome.Failed ? "failed" : VerdictText.Of((Verdict)outcome);
}
