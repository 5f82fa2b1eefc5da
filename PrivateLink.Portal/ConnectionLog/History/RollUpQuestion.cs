using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.History;

/// <summary>
/// A filter for roll-ups. It uses the same conditions as for rows, on the columns that roll-ups also have. So both give the same answer, or the
/// filter cannot use roll-ups.
/// </summary>
internal sealed class RollUpQuestion
{
    private readonly List<Expression<Func<HourlyRollUp, bool>>> _conditions = [];
    private readonly List<Expression<Func<HourlyRollUp, bool>>> _ofSingleLinks = [];
    private readonly CountedRollUps _wanted;

    private RollUpQuestion(CountedRollUps wanted) => _wanted = wanted;

    /// <returns>Null if a condition needs a column that roll-ups lack.</returns>
    public static RollUpQuestion? Of(ConnectionFilter filter, LinkSight sight)
    {
        var question = new RollUpQuestion(CountedRollUps.Of(filter));
        foreach (var condition in filter.Conditions.Where(condition => !condition.IsOff && !OutcomeValues.IsOutcome(condition)))
        {
            if (RollUpForm.Of(FilterCompiler.ToExpression(condition, sight)) is not { Test: var test, AsksForLinks: var asksForLinks }) return null;
            (asksForLinks && !IsAnyLink(condition, sight) ? question._ofSingleLinks : question._conditions).Add(test);
        }

        return question;
    }

    /// <summary>The roll-ups that the filter matches, each with the count that matches.</summary>
    public IQueryable<CountedRollUp> Among(IQueryable<HourlyRollUp> rollUps)
    {
        var known = _ofSingleLinks.Count == 0 ? rollUps : rollUps.Where(rollUp => rollUp.LinkId != HourlyRollUp.OtherLinks);
        return _wanted.Among(Where(Where(known, _conditions), _ofSingleLinks));
    }

    /// <summary>Whether some of these roll-ups combine many links of which the filter may match some. Then the count may be too low.</summary>
    public async Task<bool> MayMissAsync(IQueryable<HourlyRollUp> rollUps, CancellationToken cancellationToken) =>
        _ofSingleLinks.Count > 0 && await _wanted.Among(Where(rollUps.Where(rollUp => rollUp.LinkId == HourlyRollUp.OtherLinks), _conditions)).AnyAsync(cancellationToken);

    /// <summary>A condition on any link ID also works for a roll-up of many links.</summary>
    private static bool IsAnyLink(FilterCondition condition, LinkSight sight) =>
        sight.SeesEverything && condition.Field == FilterField.Link && condition.Values is ["*"];

    private static IQueryable<HourlyRollUp> Where(IQueryable<HourlyRollUp> rollUps, List<Expression<Func<HourlyRollUp, bool>>> conditions) =>
        conditions.Aggregate(rollUps, (rows, condition) => rows.Where(condition));
}
