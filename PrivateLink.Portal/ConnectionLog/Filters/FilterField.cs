using System.Linq.Expressions;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Filters;

/// <summary>
/// Something about a connection that can be asked for: its name in the grammar, what it accepts, and how it is asked of a connection
/// in memory and of the database. The list is closed.
/// </summary>
public abstract class FilterField
{
    private protected FilterField(string name, string title, string example, string expects) => (Name, Title, Example, Expects) = (name, title, example, expects);

    /// <summary>A word anywhere in names, link IDs, addresses and reasons; written without a field's name.</summary>
    public static FilterField AnyText { get; } = new AnyTextField();

    public static FilterField Verdict { get; } = new CodeField<Verdict>(
        "verdict", "Verdict", Enum.GetValues<Verdict>(), VerdictText.Of, entry => entry.Verdict, record => record.Verdict, alias: ("probe", Protocol.Policy.Verdict.None));

    public static FilterField Reason { get; } = new CodeField<Reason>(
        "reason", "Reason", Enum.GetValues<Reason>(), ReasonTable.CodeOf, entry => entry.Reason, record => record.Reason);

    public static FilterField Host { get; } = new TextField("host", "Host", "*.my-saas.io", entry => entry.Host, record => record.Host, isLowerCase: true);

    public static FilterField ServerName { get; } = new TextField("sni", "Server name", "\"*example*\"", entry => entry.ServerName, record => record.ServerName);

    public static FilterField Link { get; } = new LinkField();

    public static FilterField Cloud { get; } = new CodeField<CloudProvider>(
        "cloud", "Cloud", Enum.GetValues<CloudProvider>(), cloud => cloud.ToString().ToLowerInvariant(), entry => entry.LinkId?.Cloud, record => record.Cloud,
        isOfLink: true);

    public static FilterField Client { get; } = new ClientField();

    public static FilterField Tenant { get; } = new KeyField("tenant", "Tenant", entry => entry.TenantId, record => record.TenantId);

    public static FilterField Resource { get; } = new KeyField("resource", "Resource", entry => entry.ResourceId, record => record.ResourceId);

    public static FilterField Listener { get; } = new TextField("listener", "Listener", "aws", entry => entry.Listener, record => record.Listener);

    public static FilterField Node { get; } = new TextField("node", "Node", "edge-1", entry => entry.Node, record => record.Node, isCompanys: true);

    public static FilterField Upstream { get; } = new TextField("upstream", "Upstream", "echo", entry => entry.Upstream, record => record.Upstream, isCompanys: true);

    public static FilterField Ending { get; } = new CodeField<Protocol.Reasons.CloseReason>(
        "ending", "Ending", Enum.GetValues<Protocol.Reasons.CloseReason>(), ReasonTable.CodeOf, entry => entry.Closed?.Reason, record => record.CloseReason);

    public static FilterField Revision { get; } = new QuantityField(
        "revision", "Policy revision", "12", "a number", FilterQuantity.Number, entry => entry.PolicyRevision, record => record.PolicyRevision);

    public static FilterField Bytes { get; } = new QuantityField(
        "bytes", "Bytes both ways", "1M", "a size such as 900, 64k or 1.5M", FilterQuantity.Bytes,
        entry => entry.Closed is { } closed ? closed.BytesFromClient + closed.BytesFromUpstream : null, record => record.BytesFromClient + record.BytesFromUpstream);

    public static FilterField Duration { get; } = new QuantityField(
        "duration", "Duration", "5s", "a duration with its unit, such as 250ms, 5s, 10m or 1h", FilterQuantity.Duration,
        entry => entry.Closed is { } closed ? closed.Duration.Ticks / TimeSpan.TicksPerMicrosecond : null, record => record.DurationMicroseconds);

    public static FilterField Time { get; } = new QuantityField(
        "time", "Time", "2026-03-01T12:00Z", "a time such as 2026-03-01 or 2026-03-01T12:00Z", FilterQuantity.Time, entry => entry.Id, record => record.Id);

    /// <summary>Every field with a name, in the order in which they are offered.</summary>
    public static IReadOnlyList<FilterField> All { get; } =
        [Verdict, Reason, Host, ServerName, Link, Cloud, Client, Tenant, Resource, Listener, Node, Upstream, Ending, Revision, Bytes, Duration, Time];

    /// <summary>The name in the grammar; empty for <see cref="AnyText"/>.</summary>
    public string Name { get; }

    /// <summary>What people call it.</summary>
    public string Title { get; }

    /// <summary>A value that it accepts.</summary>
    public string Example { get; }

    /// <summary>What it accepts, in words.</summary>
    public string Expects { get; }

    /// <summary>Whether its values can be compared by size.</summary>
    public virtual bool IsOrdered => false;

    /// <summary>Whether it is about something of the company's: a tenant finds nothing by it.</summary>
    public virtual bool IsCompanys => false;

    /// <summary>Every value that it can have; empty when they cannot be listed.</summary>
    public virtual IReadOnlyList<string> KnownValues => [];

    public static FilterField? Find(string name) => All.FirstOrDefault(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? (string.Equals(name, "source", StringComparison.OrdinalIgnoreCase) ? Client : null);

    public override string ToString() => Name;

    /// <summary>Whether a value may stand behind an operator.</summary>
    internal abstract bool Accepts(string value, FilterRelation relation);

    /// <summary>Asks a connection in memory whether it has one of the values. Must not allocate for each connection.</summary>
    internal abstract Func<ConnectionView, bool> Predicate(FilterRelation relation, IReadOnlyList<string> values);

    /// <summary>Asks the database the same, and nothing about link IDs that the caller may not know.</summary>
    internal abstract Expression<Func<ConnectionRecord, bool>> Condition(FilterRelation relation, IReadOnlyList<string> values, LinkSight sight);
}
