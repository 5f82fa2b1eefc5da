using CsCheck;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;

namespace PrivateLink.Tests.Portal.ConnectionLog.Filters;

/// <summary>Filters of every form, and connections that some of them match.</summary>
internal static class FilterGen
{
    /// <summary>The fields that have values below; filled by <see cref="Values"/>, so it comes first.</summary>
    private static readonly Dictionary<FilterField, string[]> WithValues = [];

    private static readonly Guid[] Keys = [Guid.Parse("01900000-0000-7000-8000-0000000000aa"), Guid.Parse("01900000-0000-7000-8000-0000000000bb")];
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<string> AnyText = Gen.Char["aB9.*-~:,\"\\ =<>!%_['é"].Array[1, 8].Select(characters => new string(characters))
        .Where(text => !string.IsNullOrWhiteSpace(text));

    private static readonly Gen<(FilterField Field, string Value)> FieldAndValue = Gen.OneOf(
        Values(FilterField.Outcome, "allowed", "failed", "denied", "audited", "none", "probe", "*a*", "*"),
        Values(FilterField.Verdict, "allowed", "denied", "audited", "none", "a*", "*"),
        Values(FilterField.Reason, "link_matched", "link_*", "pp_*", "*mis*", "host_open"),
        Values(FilterField.Host, "megacorp.my-saas.io", "*.my-saas.io", "MEGACORP*", "*", "other.example"),
        Values(FilterField.ServerName, "*.IO", "*'*", "*_*", "100%", "*"),
        Values(FilterField.Link, "vpce-0a1b2c3d4e5f60718", "VPCE-0A1B2C3D4E5F60718", "vpce-*", "*8442", "553665985", "*", "vpce-Odd"),
        Values(FilterField.Cloud, "aws", "azure", "GCP", "*"),
        Values(FilterField.Client, "127.0.0.1", "10.0.0.0/8", "10.0.1.15", "2001:db8::/32", "2001:db8::7", "0.0.0.0/0", "::/0", "*"),
        Values(FilterField.Tenant, Keys[0].ToString(), Keys[1].ToString(), "*"),
        Values(FilterField.Resource, Keys[0].ToString(), "*"),
        Values(FilterField.Listener, "aws", "AWS", "*re", "public"),
        Values(FilterField.Node, "test", "edge*"),
        Values(FilterField.Upstream, "echo", "Echo", "*"),
        Values(FilterField.Ending, "closed_*", "closed_client", "backend_refused", "*"));

    private static readonly Gen<(FilterField Field, string Value)> Quantity = Gen.OneOf(
        Values(FilterField.Revision, "0", "7", "12"),
        Values(FilterField.Bytes, "0", "2k", "1.5M"),
        Values(FilterField.Duration, "1ms", "2s", "1h"),
        Values(FilterField.Time, "2026-03-01T12:00Z", "2026-03-01T12:00:00.5Z", "2026-03-02"));

    public static readonly Gen<FilterCondition> Condition = Gen.Select(
        Gen.OneOf(
            FieldAndValue.Array[1, 3].Select(picks => new FilterCondition(picks[0].Field, FilterRelation.Is, [.. picks.Where(pick => pick.Field == picks[0].Field).Select(pick => pick.Value)])),
            Gen.Select(Quantity, Gen.Enum<FilterRelation>(), (pick, relation) => new FilterCondition(pick.Field, relation, [pick.Value])),
            Gen.OneOf(Gen.OneOfConst("megacorp", "60718", "link", "10.0.1", "127.0", "not listed", "service", "*"), AnyText).Select(text => new FilterCondition(FilterField.AnyText, FilterRelation.Is, [text]))),
        Gen.Bool, Gen.Int[0, 9], (condition, negated, off) => condition with { IsNegated = negated, IsOff = off == 0 });

    public static readonly Gen<ConnectionFilter> Filter = Condition.Array[0, 4].Select(conditions => new ConnectionFilter(conditions));

    /// <summary>Text conditions with arbitrary values.</summary>
    public static readonly Gen<FilterCondition> OddCondition = Gen.Select(
        Gen.OneOfConst(FilterField.Host, FilterField.ServerName, FilterField.Listener, FilterField.AnyText), AnyText.Array[1, 3], Gen.Bool, Gen.Bool,
        (field, values, negated, off) => new FilterCondition(field, FilterRelation.Is, field == FilterField.AnyText ? [values[0]] : values) { IsNegated = negated, IsOff = off });

    /// <summary>One connection in three has every column, so that a new field finds some without a change here.</summary>
    public static readonly Gen<ConnectionEntry> Entry = Gen.Select(
        Gen.Int[0, 5_000],
        Gen.Enum<Verdict>(),
        Gen.OneOfConst(Reason.LinkMatched, Reason.LinkMismatch, Reason.LinkMissing, Reason.HostOpen, Reason.HeaderMissing, Reason.NameInvalid),
        Gen.OneOfConst("megacorp.my-saas.io", "other.example", "100%", "a_b", "it's", null),
        Gen.OneOfConst<LinkId?>(TestPolicy.Link(CloudProvider.Aws, "vpce-0a1b2c3d4e5f60718"), TestPolicy.Link(CloudProvider.Aws, "vpce-Odd"), LinkId.Azure(553665985), LinkId.Gcp(18446744072646845442), null),
        Gen.OneOfConst("10.0.1.15", "192.0.2.1", "2001:db8::7", null),
        Gen.Int[0, 2],
        Gen.OneOfConst<CloseReason?>(CloseReason.ClosedClient, CloseReason.BackendRefused, null),
        Make);

    private static ConnectionEntry Make(int offset, Verdict verdict, Reason reason, string? name, LinkId? link, string? source, int key, CloseReason? ending)
    {
        var time = Start.AddMilliseconds(offset);
        var id = ConnectionIds.FloorOf(time) + offset;
        var hasEveryColumn = offset % 3 == 0;
        var decision = (hasEveryColumn ? TestDecision.Complete(id) : TestDecision.Of(id)) with
        {
            Time = time,
            Verdict = verdict,
            Reason = reason,
            ServerName = name,
            Host = name is not null && name.Contains('.', StringComparison.Ordinal) ? name : null,
            LinkId = link,
            LinkKind = link is null ? LinkIdentityKind.Absent : LinkIdentityKind.One,
            Source = source is null ? null : TestDecision.Address(source),
            TenantId = key < Keys.Length ? Keys[key] : null,
            ResourceId = key < Keys.Length ? Keys[key] : null,
            HeaderDuration = offset % 2 == 0 ? TimeSpan.FromMicroseconds(68) : null,
            Upstream = verdict == Verdict.Allowed ? "echo" : null,
            PolicyRevision = key * 7,
            Detail = key == 1 ? "listed for another service" : null,
        };
        var closed = (hasEveryColumn ? TestDecision.CompleteClosed(decision) : TestDecision.Closed(decision)) with
        {
            Reason = ending ?? default,
            BytesFromClient = offset,
            BytesFromUpstream = offset * 3,
            Duration = TimeSpan.FromMilliseconds(offset),
        };
        return new ConnectionEntry(id, decision, ending is null ? null : closed);
    }

    /// <summary>The fields that no generated filter asks for.</summary>
    public static IEnumerable<string> Forgotten => FilterField.All.Except(WithValues.Keys).Select(missing => missing.Name);

    /// <summary>The fields by which no generated connection is found, either with <c>*</c> or with every other value above.</summary>
    public static IEnumerable<string> FindNothing()
    {
        var entries = Entry.Array[300].Single().Select(entry => entry.Whole).ToArray();
        return FilterField.All.Where(field => !Finds(field, "*") || !WithValues[field].Any(value => value != "*" && Finds(field, value))).Select(field => field.Name);

        bool Finds(FilterField field, string value) => Enum.GetValues<FilterRelation>()
            .Where(relation => relation == FilterRelation.Is || (field.IsOrdered && value != "*"))
            .Any(relation => entries.Any(new ConnectionFilter([new(field, relation, [value])]).ToPredicate()));
    }

    private static Gen<(FilterField Field, string Value)> Values(FilterField field, params string[] values)
    {
        WithValues.Add(field, values);
        return Gen.OneOfConst(values).Select(value => (field, value));
    }
}
