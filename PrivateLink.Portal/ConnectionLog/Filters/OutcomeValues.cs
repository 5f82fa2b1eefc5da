using System.Linq.Expressions;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Filters;

/// <summary>Converts the values of a condition to outcomes, and to a database expression.</summary>
internal static class OutcomeValues
{
    private static readonly Outcome[] All = Enum.GetValues<Outcome>();
    private static readonly Verdict[] LettingIn = [.. Outcomes.LettingIn];
    private static readonly CloseReason?[] Failures = [.. Outcomes.Failures.Select(ending => (CloseReason?)ending)];

    public static IReadOnlyList<string> Codes { get; } = [.. All.Select(Outcomes.CodeOf)];

    /// <summary>The name of <see cref="Outcome.None"/> in filters.</summary>
    public const string Probe = "probe";

    public static string Example { get; } = Outcomes.CodeOf(Outcome.Failed);

    /// <summary>The outcomes that a value matches: one, several through a pattern, or none.</summary>
    public static IEnumerable<Outcome> Of(string value) => All.Where(outcome =>
        Glob.Matches(Outcomes.CodeOf(outcome), value) || (outcome == Outcome.None && string.Equals(value, Probe, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The outcomes that the values of a condition match.</summary>
    public static Outcome[] Of(IReadOnlyList<string> values) => [.. values.SelectMany(Of).Distinct()];

    /// <summary>The outcomes that a filter's conditions allow, without regard to its other conditions.</summary>
    public static HashSet<Outcome> LeftBy(ConnectionFilter filter) =>
    [
        .. All.Where(outcome => filter.Conditions.Where(condition => !condition.IsOff && IsOutcome(condition))
            .All(condition => Of(condition.Values).Contains(outcome) != condition.IsNegated)),
    ];

    /// <summary>Whether a filter has conditions on outcomes only.</summary>
    public static bool AreAllOf(ConnectionFilter filter) => filter.Conditions.All(condition => condition.IsOff || IsOutcome(condition));

    public static bool IsOutcome(FilterCondition condition) => condition.Field == FilterField.Outcome;

    public static Func<ConnectionView, bool> Predicate(Outcome[] wanted) => entry => Array.IndexOf(wanted, entry.Outcome) >= 0;

    public static Expression<Func<ConnectionRecord, bool>> Condition(Outcome[] wanted)
    {
        Verdict[] verdicts = [.. wanted.Where(outcome => outcome != Outcome.Failed).Select(outcome => (Verdict)outcome)];
        return wanted.Contains(Outcome.Failed)
            ? record => verdicts.Contains(record.Verdict) || (LettingIn.Contains(record.Verdict) && Failures.Contains(record.CloseReason))
            : record => verdicts.Contains(record.Verdict) && !(LettingIn.Contains(record.Verdict) && Failures.Contains(record.CloseReason));
    }
}
