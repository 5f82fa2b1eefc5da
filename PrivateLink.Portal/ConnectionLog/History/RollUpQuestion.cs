using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.History;

/// <summary>
/// A filter as it is asked of roll-ups: the very conditions that rows are asked, about those columns that a roll-up has as well. So both give
/// the same answer, or there is no question.
/// </summary>
internal sealed class RollUpQuestion
{
    private readonly List<Expression<Func<HourlyRollUp, bool>>> _conditions = [];
    private readonly List<Expression<Func<HourlyRollUp, bool>>> _ofSingleLinks = [];
    private readonly CountedRollUps _wanted;

    private RollUpQuestion(CountedRollUps wanted) => _wanted = wanted;

    /// <returns>Null when a condition is about something that roll-ups do not know.</returns>
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

    /// <summary>Those of some roll-ups that the filter takes, each with the number that it takes of it.</summary>
    public IQueryable<CountedRollUp> Among(IQueryable<HourlyRollUp> rollUps)
    {
        var known = _ofSingleLinks.Count == 0 ? rollUps : rollUps.Where(rollUp => rollUp.LinkId != HourlyRollUp.OtherLinks);
        return _wanted.Among(Where(Where(known, _conditions), _ofSingleLinks));
    }

    /// <summary>Whether some of these roll-ups stand for many links of which the filter may take some: then it takes more than is known.</summary>
    public async Task<bool> MayMissAsync(IQueryable<HourlyRollUp> rollUps, CancellationToken cancellationToken) =>
        _ofSingleLinks.Count > 0 && await _wanted.Among(Where(rollUps.Where(rollUp => rollUp.LinkId == HourlyRollUp.OtherLinks), _conditions)).AnyAsync(cancellationToken);

    /// <summary>Whether there is a link ID says a roll-up of many links, too.</summary>
    private static bool IsAnyLink(FilterCondition condition, LinkSight sight) =>
        sight.SeesEverything && condition.Field == FilterField.Link && condition.Values is ["*"];

    private static IQueryable<HourlyRollUp> Where(IQueryable<HourlyRollUp> rollUps, List<Expression<Func<HourlyRollUp, bool>>> conditions) =>
        conditions.Aggregate(rollUps, (rows, condition) => rows.Where(condition));
}
