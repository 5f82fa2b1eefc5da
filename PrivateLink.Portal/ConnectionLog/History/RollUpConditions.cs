using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.History;

/// <summary>The part of a filter that the roll-ups can answer.</summary>
internal static class RollUpConditions
{
    public static async Task<(List<Expression<Func<HourlyRollUp, bool>>> Conditions, List<FilterField> Ignored)> OfAsync(
        PortalDbContext context, Caller caller, ConnectionFilter filter, LinkSight sight, CancellationToken cancellationToken)
    {
        var conditions = new List<Expression<Func<HourlyRollUp, bool>>>();
        var ignored = new List<FilterField>();
        foreach (var condition in filter.Conditions.Where(condition => !condition.IsOff))
            if (await OfAsync(context, caller, condition, sight, cancellationToken) is { } test) conditions.Add(condition.IsNegated ? Not(test) : test);
            else if (condition.Field != FilterField.Time && !IsOutcome(condition)) ignored.Add(condition.Field);
        return (conditions, ignored);
    }

    /// <summary>Outcomes choose among the connections of a roll-up, not among roll-ups: <see cref="CountedRollUps"/> does.</summary>
    private static bool IsOutcome(FilterCondition condition) => condition is { Relation: FilterRelation.Is } && condition.Field == FilterField.Outcome;

    private static async Task<Expression<Func<HourlyRollUp, bool>>?> OfAsync(
        PortalDbContext context, Caller caller, FilterCondition condition, LinkSight sight, CancellationToken cancellationToken)
    {
        var values = condition.Values;
        if (condition.Relation != FilterRelation.Is) return null;
        if (condition.Field == FilterField.Verdict)
        {
            Verdict[] verdicts = [.. Enum.GetValues<Verdict>().Where(verdict => Matches(VerdictText.Of(verdict), values) || (verdict == Verdict.None && Matches("probe", values)))];
            return rollUp => verdicts.Contains(rollUp.Verdict);
        }

        if (condition.Field == FilterField.Reason)
        {
            Reason[] reasons = [.. Enum.GetValues<Reason>().Where(reason => Matches(ReasonTable.CodeOf(reason), values))];
            return rollUp => reasons.Contains(rollUp.Reason);
        }

        if (condition.Field == FilterField.Cloud)
        {
            CloudProvider?[] clouds = [.. Enum.GetValues<CloudProvider>().Where(cloud => Matches(cloud.ToString(), values))];
            return And(sight.AskableSums(), rollUp => clouds.Contains(rollUp.Cloud));
        }

        if (values.Any(value => value.Contains('*', StringComparison.Ordinal))) return null;
        if (condition.Field == FilterField.Host) return await OfHostAsync(context, caller, values, cancellationToken);
        if (condition.Field == FilterField.Listener) return rollUp => values.Contains(rollUp.Listener);
        if (condition.Field == FilterField.Tenant) return KeysOf(values) is var tenants ? rollUp => tenants.Contains(rollUp.TenantId) : null;
        if (condition.Field == FilterField.Resource) return KeysOf(values) is var resources ? rollUp => resources.Contains(rollUp.ResourceId) : null;
        if (condition.Field != FilterField.Link || !sight.SeesEverything) return null;
        string?[] links = [.. values.SelectMany(value => new[] { value, value.ToLowerInvariant() })];
        return rollUp => links.Contains(rollUp.LinkId);
    }

    private static async Task<Expression<Func<HourlyRollUp, bool>>?> OfHostAsync(
        PortalDbContext context, Caller caller, IReadOnlyList<string> values, CancellationToken cancellationToken)
    {
        string[] hosts = [.. values.Select(value => value.ToLowerInvariant())];
        Guid?[] resources = [.. await context.Resources.VisibleTo(caller).Where(resource => hosts.Contains(resource.Host)).Select(resource => (Guid?)resource.Id).ToListAsync(cancellationToken)];
        return resources.Length == hosts.Length ? rollUp => resources.Contains(rollUp.ResourceId) : null;
    }

    private static Guid?[] KeysOf(IEnumerable<string> values) => [.. values.Select(value => (Guid?)Guid.Parse(value))];

    private static bool Matches(string code, IEnumerable<string> values) => values.Any(value => Glob.Matches(code, value));

    private static Expression<Func<HourlyRollUp, bool>> And(Expression<Func<HourlyRollUp, bool>> left, Expression<Func<HourlyRollUp, bool>> right) =>
        Expression.Lambda<Func<HourlyRollUp, bool>>(Expression.AndAlso(left.Body, new Renamed(right.Parameters[0], left.Parameters[0]).Visit(right.Body)), left.Parameters);

    private static Expression<Func<HourlyRollUp, bool>> Not(Expression<Func<HourlyRollUp, bool>> test) =>
        Expression.Lambda<Func<HourlyRollUp, bool>>(Expression.Not(test.Body), test.Parameters);

    private sealed class Renamed(ParameterExpression old, ParameterExpression @new) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == old ? @new : node;
    }
}
