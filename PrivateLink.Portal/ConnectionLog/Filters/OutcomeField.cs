using System.Linq.Expressions;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Filters;

/// <summary>The outcome of a connection, from two columns: the verdict and the ending. An open connection has not failed.</summary>
internal sealed class OutcomeField()
    : FilterField("outcome", [ConnectionColumns.Verdict, ConnectionColumns.CloseReason], OutcomeValues.Example, string.Join(", ", OutcomeValues.Codes), title: "Outcome")
{
    public override IReadOnlyList<string> KnownValues { get; } = [.. OutcomeValues.Codes, OutcomeValues.Probe];

    internal override bool Accepts(string value, FilterRelation relation) => OutcomeValues.Of(value).Any();

    internal override Func<ConnectionView, bool> Predicate(FilterRelation relation, IReadOnlyList<string> values) => OutcomeValues.Predicate(OutcomeValues.Of(values));

    internal override Expression<Func<ConnectionRecord, bool>> Condition(FilterRelation relation, IReadOnlyList<string> values, LinkSight sight) =>
        OutcomeValues.Condition(OutcomeValues.Of(values));
}
