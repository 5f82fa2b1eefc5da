using System.Linq.Expressions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Filters;

/// <summary>A field with a closed list of values, each with a code. A pattern matches several codes: <c>reason:link_*</c>.</summary>
internal sealed class CodeField<T> : FilterField
    where T : struct, Enum
{
    private readonly T[] _all;
    private readonly Func<T, string> _codeOf;
    private readonly Func<ConnectionView, T?> _ofEntry;
    private readonly Expression<Func<ConnectionRecord, T?>> _ofRecord;
    private readonly (string Code, T Value)? _alias;

    public CodeField(
        string name, ConnectionColumn column, T[] all, Func<T, string> codeOf, Func<ConnectionView, T?> ofEntry, (string Code, T Value)? alias = null)
        : base(name, [column], codeOf(all[^1]), all.Length <= 4 ? string.Join(", ", all.Select(codeOf)) : $"a code such as {codeOf(all[^1])}, or a pattern such as {codeOf(all[^1])[..4]}*")
    {
        (_all, _codeOf, _ofEntry, _ofRecord, _alias) = (all, codeOf, ofEntry, RecordForm.Question<T?>(column.Stored[0]), alias);
        KnownValues = alias is { } other ? [.. all.Select(codeOf), other.Code] : [.. all.Select(codeOf)];
    }

    public override IReadOnlyList<string> KnownValues { get; }

    internal override bool Accepts(string value, FilterRelation relation) => value == "*" || ValuesOf(value).Any();

    internal override Func<ConnectionView, bool> Predicate(FilterRelation relation, IReadOnlyList<string> values)
    {
        var wanted = WantedAmong(values);
        return entry => _ofEntry(entry) is { } value && Array.IndexOf(wanted, value) >= 0;
    }

    internal override Expression<Func<ConnectionRecord, bool>> Condition(FilterRelation relation, IReadOnlyList<string> values, LinkSight sight)
    {
        T?[] wanted = [.. WantedAmong(values).Select(value => (T?)value)];
        var test = RecordExpression.On(_ofRecord, value => wanted.Contains(value));
        return Columns[0].TenantSees == TenantSight.OwnLinks && !sight.SeesEverything ? RecordExpression.AllOf([sight.Askable(), test]) : test;
    }

    private T[] WantedAmong(IReadOnlyList<string> values) => [.. values.SelectMany(ValuesOf).Distinct()];

    private IEnumerable<T> ValuesOf(string text) => _alias is { } alias && string.Equals(alias.Code, text, StringComparison.OrdinalIgnoreCase)
        ? [alias.Value]
        : _all.Where(value => Glob.Matches(_codeOf(value), text));
}
