using System.Linq.Expressions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Filters;

/// <summary>
/// A property of connections that a filter can use. It has a name in the grammar and the values it accepts. It can be evaluated in memory and in the
/// database. The list is closed.
/// </summary>
public abstract class FilterField
{
    private protected FilterField(string name, IReadOnlyList<ConnectionColumn> columns, string example, string expects, string? title = null) =>
        (Name, Columns, Title, Example, Expects) = (name, columns, title ?? columns[0].Title, example, expects);

    /// <summary>A word in names, link IDs, addresses and reasons; written without a field name.</summary>
    public static FilterField AnyText { get; } = new AnyTextField();

    /// <summary>The verdict, or <c>failed</c> for a connection that was allowed but not delivered.</summary>
    public static FilterField Outcome { get; } = new OutcomeField();

    public static FilterField Verdict { get; } = new CodeField<Verdict>(
        "verdict", ConnectionColumns.Verdict, Enum.GetValues<Verdict>(), VerdictText.Of, entry => entry.Verdict, alias: ("probe", Protocol.Policy.Verdict.None));

    public static FilterField Reason { get; } = new CodeField<Reason>(
        "reason", ConnectionColumns.Reason, Enum.GetValues<Reason>(), ReasonTable.CodeOf, entry => entry.Reason);

    public static FilterField Host { get; } = new TextField("host", ConnectionColumns.Host, "*.my-saas.io", isLowerCase: true);

    public static FilterField ServerName { get; } = new TextField("sni", ConnectionColumns.ServerName, "\"*example*\"");

    public static FilterField Link { get; } = new LinkField();

    public static FilterField Cloud { get; } = new CodeField<CloudProvider>(
        "cloud", ConnectionColumns.Cloud, Enum.GetValues<CloudProvider>(), cloud => cloud.ToString().ToLowerInvariant(), ConnectionColumns.Cloud.Of);

    public static FilterField Client { get; } = new ClientField();

    public static FilterField Tenant { get; } = new KeyField("tenant", ConnectionColumns.TenantId);

    public static FilterField Resource { get; } = new KeyField("resource", ConnectionColumns.ResourceId);

    public static FilterField Listener { get; } = new TextField("listener", ConnectionColumns.Listener, "aws");

    public static FilterField Node { get; } = new TextField("node", ConnectionColumns.Node, "edge-1");

    public static FilterField Upstream { get; } = new TextField("upstream", ConnectionColumns.Upstream, "echo");

    public static FilterField Ending { get; } = new CodeField<Protocol.Reasons.CloseReason>(
        "ending", ConnectionColumns.CloseReason, Enum.GetValues<Protocol.Reasons.CloseReason>(), ReasonTable.CodeOf, ConnectionColumns.CloseReason.Of);

    public static FilterField Revision { get; } = new QuantityField(
        "revision", [ConnectionColumns.PolicyRevision], "12", "a number", FilterQuantity.Number, entry => entry.PolicyRevision, record => record.PolicyRevision);

    public static FilterField Bytes { get; } = new QuantityField(
        "bytes", [ConnectionColumns.BytesFromClient, ConnectionColumns.BytesFromUpstream], "1M", "a size such as 900, 64k or 1.5M", FilterQuantity.Bytes,
        entry => ConnectionColumns.BytesFromClient.Of(entry) + ConnectionColumns.BytesFromUpstream.Of(entry), record => record.BytesFromClient + record.BytesFromUpstream,
        title: "Bytes in both directions");

    public static FilterField Duration { get; } = new QuantityField(
        "duration", [ConnectionColumns.Duration], "5s", "a duration with its unit, such as 250ms, 5s, 10m or 1h", FilterQuantity.Duration,
        entry => StoredForms.Microseconds(ConnectionColumns.Duration.Of(entry)), record => record.DurationMicroseconds);

    public static FilterField Time { get; } = new QuantityField(
        "time", [ConnectionColumns.Time], "2026-03-01T12:00Z", "a time such as 2026-03-01 or 2026-03-01T12:00Z", FilterQuantity.Time, entry => entry.Id, record => record.Id);

    /// <summary>Every field with a name, in the order of the suggestions.</summary>
    public static IReadOnlyList<FilterField> All { get; } =
        [Outcome, Verdict, Reason, Host, ServerName, Link, Cloud, Client, Tenant, Resource, Listener, Node, Upstream, Ending, Revision, Bytes, Duration, Time];

    /// <summary>The name in the grammar; empty for <see cref="AnyText"/>.</summary>
    public string Name { get; }

    /// <summary>The title that people see.</summary>
    public string Title { get; }

    /// <summary>An accepted value.</summary>
    public string Example { get; }

    /// <summary>The accepted values, in words.</summary>
    public string Expects { get; }

    /// <summary>Whether its values can be compared by size.</summary>
    public virtual bool IsOrdered => false;

    /// <summary>Whether only the company may see its columns; a tenant finds nothing by it.</summary>
    public bool IsCompanys => Columns.Count > 0 && Columns.All(column => column.TenantSees == TenantSight.Nothing);

    /// <summary>Whether its result may change when the connection ends.</summary>
    internal bool IsOfEnding => Columns.Any(column => column.IsOfEnding);

    /// <summary>The columns that it compares; empty if it compares every kind of text.</summary>
    internal IReadOnlyList<ConnectionColumn> Columns { get; }

    /// <summary>Every possible value; empty if they cannot be listed.</summary>
    public virtual IReadOnlyList<string> KnownValues => [];

    public static FilterField? Find(string name) => All.FirstOrDefault(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? (string.Equals(name, "source", StringComparison.OrdinalIgnoreCase) ? Client : null);

    /// <summary>The field for one column; null if there is none.</summary>
    internal static FilterField? Of(ConnectionColumn column) => All.FirstOrDefault(field => field.Columns is [var only] && only == column) ?? (column == ConnectionColumns.Source ? Client : null);

    public override string ToString() => Name;

    /// <summary>Whether the operator accepts this value.</summary>
    internal abstract bool Accepts(string value, FilterRelation relation);

    /// <summary>A test for connections in memory: whether one has any of the values. Must not allocate for each connection.</summary>
    internal abstract Func<ConnectionView, bool> Predicate(FilterRelation relation, IReadOnlyList<string> values);

    /// <summary>The same test for the database. It must not match link IDs that the caller may not know.</summary>
    internal abstract Expression<Func<ConnectionRecord, bool>> Condition(FilterRelation relation, IReadOnlyList<string> values, LinkSight sight);
}
