using System.Linq.Expressions;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.History;

/// <summary>Converts an expression on a stored connection to one on a roll-up, if the roll-up has all the columns that it needs.</summary>
internal sealed class RollUpForm : ExpressionVisitor
{
    /// <summary>Columns with the same meaning in both.</summary>
    private static readonly string[] Shared =
    [
        nameof(ConnectionRecord.TenantId), nameof(ConnectionRecord.ResourceId), nameof(ConnectionRecord.Listener), nameof(ConnectionRecord.Cloud),
        nameof(ConnectionRecord.LinkId), nameof(ConnectionRecord.Verdict), nameof(ConnectionRecord.Reason),
    ];

    private readonly ParameterExpression _rollUp = Expression.Parameter(typeof(HourlyRollUp), "rollUp");
    private bool _asksForLinks;
    private bool _isUnknown;

    /// <returns>The expression, and whether it uses link IDs; null if it uses a column that roll-ups lack.</returns>
    public static (Expression<Func<HourlyRollUp, bool>> Test, bool AsksForLinks)? Of(Expression<Func<ConnectionRecord, bool>> test)
    {
        var form = new RollUpForm();
        var body = form.Visit(test.Body)!;
        return form._isUnknown ? null : (Expression.Lambda<Func<HourlyRollUp, bool>>(body, form._rollUp), form._asksForLinks);
    }

    /// <summary>After an unknown column the result is discarded, so it need not be correct.</summary>
    public override Expression? Visit(Expression? node) => _isUnknown ? node : base.Visit(node);

    protected override Expression VisitMember(MemberExpression node)
    {
        if (node.Expression is not ParameterExpression { Type: var type } || type != typeof(ConnectionRecord)) return base.VisitMember(node);
        _asksForLinks |= node.Member.Name == nameof(HourlyRollUp.LinkId);
        if (Shared.Contains(node.Member.Name)) return Expression.Property(_rollUp, node.Member.Name);
        _isUnknown = true;
        return node;
    }
}
