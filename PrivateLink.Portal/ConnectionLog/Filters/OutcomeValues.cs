using System.Linq.Expressions;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Filters;

/// <summary>Outcomes as the values of a condition, and how the database is asked for them.</summary>
internal static class OutcomeValues
{
    private static readonly Outcome[] All = Enum.GetValues<Outcome>();
    private static readonly Verdict[] LettingIn = [.. Outcomes.LettingIn];
    private static readonly CloseReason?[] Failures = [.. Outcomes.Failures.Select(ending => (CloseReason?)ending)];

    public static IReadOnlyList<string> Codes { get; } = [.. All.Select(Outcomes.CodeOf)];

    /// <summary>What people call <see cref="Outcome.None"/>.</summary>
    public const string Probe = "probe";

    public static string Example { get; } = Outcomes.CodeOf(Outcome.Failed);

    /// <summary>What a value stands for: one outcome, several by a pattern, or none.</summary>
    public static IEnumerable<Outcome> Of(string value) => All.Where(outcome =>
        Glob.Matches(Outcomes.CodeOf(outcome), value) || (outcome == Outcome.None && string.Equals(value, Probe, StringComparison.OrdinalIgnoreCase)));

    /// <summary>What the values of a condition stand for.</summary>
    public static Outcome[] Of(IReadOnlyList<string> values) => [.. values.SelectMany(Of).Distinct()];

    /// <summary>What a filter's conditions on outcomes leave, whatever else it asks for.</summary>
    public static HashSet<Outcome> LeftBy(ConnectionFilter filter) =>
    [
        .. All.Where(outcome => filter.Conditions.Where(condition => !condition.IsOff && IsOutcome(condition))
            .All(condition => Of(condition.Values).Contains(outcome) != condition.IsNegated)),
    ];

    /// <summary>Whether a filter asks for outcomes and for nothing else.</summary>
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
