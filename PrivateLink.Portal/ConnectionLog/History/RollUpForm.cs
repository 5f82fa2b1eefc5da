using System.Linq.Expressions;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.History;

/// <summary>Turns a question about a stored connection into the same one about a roll-up, where that has everything it asks for.</summary>
internal sealed class RollUpForm : ExpressionVisitor
{
    /// <summary>Columns that mean the same in both.</summary>
    private static readonly string[] Shared =
    [
        nameof(ConnectionRecord.TenantId), nameof(ConnectionRecord.ResourceId), nameof(ConnectionRecord.Listener), nameof(ConnectionRecord.Cloud),
        nameof(ConnectionRecord.LinkId), nameof(ConnectionRecord.Verdict), nameof(ConnectionRecord.Reason),
    ];

    private readonly ParameterExpression _rollUp = Expression.Parameter(typeof(HourlyRollUp), "rollUp");
    private bool _asksForLinks;
    private bool _isUnknown;

    /// <returns>The question, and whether it asks for link IDs; null when it asks for something else as well.</returns>
    public static (Expression<Func<HourlyRollUp, bool>> Test, bool AsksForLinks)? Of(Expression<Func<ConnectionRecord, bool>> test)
    {
        var form = new RollUpForm();
        var body = form.Visit(test.Body)!;
        return form._isUnknown ? null : (Expression.Lambda<Func<HourlyRollUp, bool>>(body, form._rollUp), form._asksForLinks);
    }

    /// <summary>Once something is unknown the tree is thrown away, so it need not be right.</summary>
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
