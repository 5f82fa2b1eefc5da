using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.ConnectionLog.Exports;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog;

/// <summary>Column by column, a tenant sees exactly what <see cref="ConnectionColumns"/> declares, in every output form.</summary>
public class ConnectionViewTests
{
    private const string Node = "company-node";
    private const string Upstream = "company-upstream";
    private const string Balancer = "10.66.0.7";
    private const string Backend = "10.66.0.1";

    private static readonly LinkId Own = TestPolicy.Link(CloudProvider.Aws, "vpce-0a1b2c3d4e5f60718");
    private static readonly LinkId Stranger = TestPolicy.Link(CloudProvider.Aws, "vpce-08d2bf15fac5001c9");

    /// <summary>Replacements for columns, values derived from them, and the ending, which has columns of its own.</summary>
    private static readonly string[] OfNoColumn =
    [
        nameof(ConnectionView.HiddenLink), nameof(ConnectionView.WithoutLink), nameof(ConnectionView.IsRelayed), nameof(ConnectionView.Closed),
        nameof(ConnectionView.Outcome), nameof(ConnectionView.Failure), nameof(ConnectionView.Description),
    ];

    private static readonly LinkSight Tenant = LinkSight.Of(new HashSet<LinkId> { Own });

    public static TheoryData<string> Columns => [.. ConnectionColumns.All.Where(column => !column.IsOfEnding).Select(column => column.Name)];

    public static TheoryData<string> EndingColumns => [.. ConnectionColumns.All.Where(column => column.IsOfEnding).Select(column => column.Name)];

    public static TheoryData<string> Fields => [.. typeof(ConnectionView).GetProperties().Select(property => property.Name).Except(OfNoColumn)];

    public static TheoryData<string> EndingFields => [.. typeof(ConnectionEnding).GetProperties().Select(property => property.Name)];

    [Theory]
    [MemberData(nameof(Columns))]
    public void Column_ShownToATenant_IsWhatItsDeclarationSays(string name)
    {
        var column = ConnectionColumns.All.Single(column => !column.IsOfEnding && column.Name == name);
        var sight = column.TenantSees;

        Assert.Equal(sight is TenantSight.Everything or TenantSight.OwnLinks or TenantSight.Clients, IsShown(column, Entry(Own)));
        Assert.Equal(sight is TenantSight.Everything or TenantSight.Clients, IsShown(column, Entry(Stranger)));
        Assert.Equal(sight is TenantSight.Everything, IsShown(column, Entry(null, source: null)));
        Assert.Equal(sight is TenantSight.Everything or TenantSight.Clients, IsShown(column, Entry(null, source: null, header: false)));
    }

    [Theory]
    [MemberData(nameof(EndingColumns))]
    public void ColumnOfTheEnding_ShownToATenant_IsWhatItsDeclarationSays(string name)
    {
        var column = ConnectionColumns.All.Single(column => column.IsOfEnding && column.Name == name);

        Assert.NotNull(column.ValueOf(Entry(Own).Whole));
        Assert.Equal(column.TenantSees == TenantSight.Everything, column.ValueOf(Tenant.Show(Entry(Own))) is not null);
    }

    /// <summary>A field that bypasses the columns would show what they hide.</summary>
    [Theory]
    [MemberData(nameof(Fields))]
    public void Field_OfAnyViewer_IsThatOfItsColumn(string name)
    {
        var column = ConnectionColumns.All.SingleOrDefault(column => !column.IsOfEnding && column.Name == name);

        Assert.True(column is not null, $"ConnectionView.{name} is not a column: declare it in ConnectionColumns and read it from there, or list it in this test if it adds no information.");
        foreach (var view in Views()) Assert.Equal(column.ValueOf(view), typeof(ConnectionView).GetProperty(name)!.GetValue(view));
    }

    [Theory]
    [MemberData(nameof(EndingFields))]
    public void FieldOfAnEnding_OfAnyViewer_IsThatOfItsColumn(string name)
    {
        var column = ConnectionColumns.All.SingleOrDefault(column => column.IsOfEnding && column.Name == name);

        Assert.True(column is not null, $"ConnectionEnding.{name} is not a column: declare it in ConnectionColumns and read it from there.");
        foreach (var view in Views()) Assert.Equal(column.ValueOf(view), typeof(ConnectionEnding).GetProperty(name)!.GetValue(view.Closed!.Value));
    }

    [Fact]
    public void Exports_OfATenant_HoldNothingOfTheCompanysAndNoStrangersLink()
    {
        foreach (var entry in new[] { Entry(Own), Entry(Stranger), Entry(null, source: null) })
        {
            var view = Tenant.Show(entry);
            foreach (var text in new[] { ConnectionJson.Of(view), ConnectionJson.LineOf(view), ConnectionCsv.LineOf(view) })
                Assert.All([Node, Upstream, Balancer, Backend, Stranger.ToString()], word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
        }

        Assert.Contains("another endpoint", ConnectionCsv.LineOf(Tenant.Show(Entry(Stranger))), StringComparison.Ordinal);
        Assert.Contains(Balancer, ConnectionCsv.LineOf(Entry(Stranger).Whole), StringComparison.Ordinal);
    }

    [Fact]
    public void Filters_OfATenant_FindNothingByWhatIsHidden()
    {
        foreach (var text in new[] { $"node:{Node}", "node:*", $"upstream:{Upstream}", "upstream:*", $"client:{Balancer}", Balancer, $"link:{Stranger}", "link:vpce-08*", "vpce-08d2", "cloud:aws" })
        {
            var matches = FilterParser.Parse(text).Filter!.ToPredicate();
            Assert.False(matches(Tenant.Show(text.Contains(Balancer, StringComparison.Ordinal) ? Entry(null, source: null) : Entry(Stranger))), text);
            Assert.True(matches((text.Contains(Balancer, StringComparison.Ordinal) ? Entry(null, source: null) : Entry(Stranger)).Whole), text);
        }
    }

    [Fact]
    public void View_OfTheSameConnection_IsTheSameUntilMoreMayBeShown()
    {
        var entry = Entry(Stranger);
        var sight = LinkSight.Of(new HashSet<LinkId> { Own });
        var before = sight.Show(entry);

        Assert.Equal(before, sight.Show(entry));
        Assert.NotEqual(before, entry.Whole);
        sight.Learn(Stranger, hasTenant: false);
        Assert.NotEqual(before, sight.Show(entry));
    }

    private static IEnumerable<ConnectionView> Views() =>
        from entry in (ConnectionEntry[])[Entry(Own), Entry(Stranger), Entry(null, source: null), Entry(null, source: null, header: false)]
        from view in (ConnectionView[])[entry.Whole, Tenant.Show(entry)]
        select view;

    /// <summary>Whether the value is hidden (null) or equals the company's.</summary>
    private static bool IsShown(ConnectionColumn column, ConnectionEntry entry)
    {
        var (whole, shown) = (column.ValueOf(entry.Whole), column.ValueOf(Tenant.Show(entry)));
        if (shown is not null) Assert.Equal(whole, shown);
        return whole is null ? IsDeclaredShown(column, entry) : shown is not null;
    }

    /// <summary>A value that the connection lacks does not show who may see it.</summary>
    private static bool IsDeclaredShown(ConnectionColumn column, ConnectionEntry entry) => column.TenantSees switch
    {
        TenantSight.Everything => true,
        TenantSight.OwnLinks => entry.Decision.LinkId == Own,
        _ => false,
    };

    private static ConnectionEntry Entry(LinkId? link, string? source = "10.0.1.15", bool header = true)
    {
        var decision = TestDecision.Complete(1) with
        {
            Node = Node,
            Verdict = Verdict.Denied,
            Reason = Reason.LinkMismatch,
            Peer = TestDecision.Address(Balancer),
            Source = source is null ? null : TestDecision.Address(source),
            LinkId = link,
            LinkKind = link is null ? LinkIdentityKind.Absent : LinkIdentityKind.One,
            LinkTlv = link is null ? null : "ea0017",
            NestedLinkId = null,
            Upstream = Upstream,
            HeaderDuration = header ? TimeSpan.FromMicroseconds(68) : null,
        };
        return new(1, decision, TestDecision.CompleteClosed(decision) with { UpstreamAddress = TestDecision.Address(Backend) });
    }
}
