using System.Globalization;
using System.Text;
using PrivateLink.Portal.Components.Pages.ConnectionLog;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Exports;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Columns;

/// <summary>Every column in every output form, for the company and for a tenant, so that no form changes unnoticed.</summary>
public class ColumnFormsTests
{
    private static readonly Guid Tenant = Guid.Parse("01900000-0000-7000-8000-0000000000aa");
    private static readonly Guid Resource = Guid.Parse("01900000-0000-7000-8000-000000000001");
    private static readonly LinkId Own = TestPolicy.GcpLink;

    /// <summary>Connections that together use every column.</summary>
    private static IEnumerable<(string Name, ConnectionEntry Entry)> Entries()
    {
        var whole = TestDecision.Complete(1) with { TenantId = Tenant, ResourceId = Resource };
        yield return ("whole", Ended(whole));
        yield return ("open", new(2, whole with { Id = 2, NestedLinkId = null }, null));
        yield return ("stranger", Ended(whole with { Id = 3, Verdict = Verdict.Denied, Reason = Reason.LinkMismatch, LinkId = TestPolicy.AwsLink, NestedLinkId = null, Upstream = null }));
        yield return ("broken link", Ended(whole with { Id = 4, Verdict = Verdict.Denied, Reason = Reason.LinkMalformed, LinkId = null, LinkKind = LinkIdentityKind.Malformed }));
        yield return ("balancer", Ended(whole with { Id = 5, Source = null, LinkId = null, LinkTlv = null, LinkKind = LinkIdentityKind.Absent, Host = "megacorp.my-saas.io", ServerName = "megacorp.my-saas.io", EchOffered = false }));
        yield return ("public", Ended(whole with { Id = 6, Source = null, Destination = null, HeaderDuration = null, LinkId = null, LinkTlv = null, FirstBytes = null }));
        yield return ("bare", Ended(TestDecision.Of(7, Verdict.None) with { Reason = Reason.ProbeEmpty, Host = null, ServerName = "=\"<script>\u202E", PolicyRevision = 0 }));
        yield return ("cloud", new(8, whole with { Id = 8, LinkId = LinkId.TryParse(CloudProvider.Alibaba, "ep-0123456789abcdef", out var link) ? link : null }, null));
    }

    [Fact]
    public void Csv_OfConnections_IsWhatItWas() => Golden.Same("connections.csv", Render(ConnectionCsv.LineOf).Insert(0, ConnectionCsv.Head + "\n"));

    [Fact]
    public void JsonLines_OfConnections_AreWhatTheyWere() => Golden.Same("connections.jsonl", Render(ConnectionJson.LineOf));

    [Fact]
    public void Json_OfAConnection_IsWhatItWas() => Golden.Same("connection.json", ConnectionJson.Of(Entries().First().Entry.Whole).ReplaceLineEndings("\n"));

    [Fact]
    public void Facts_OfTheJourney_AreWhatTheyWere() => Golden.Same("facts.txt", Render(view =>
    {
        var text = new StringBuilder();
        foreach (var step in ConnectionJourney.Tell(view, null))
            foreach (var fact in step.Facts)
                text.Append(CultureInfo.InvariantCulture, $"\n  {step.Name}: {fact.Name} = {fact.Value}{(fact.CanCopy ? ", to copy" : "")}{(fact.Pick(excludes: false) is { } pick ? $", {pick.Field}:{pick.Value}" : "")}");
        return text.ToString();
    }));

    /// <summary>A filter does not always take the displayed text: a cloud has a code, and filters take addresses without ports.</summary>
    [Fact]
    public void Picks_OfEveryFact_FindTheConnectionAgain()
    {
        foreach (var (name, entry) in Entries())
            foreach (var view in new[] { entry.Whole, LinkSight.Of(new HashSet<LinkId> { Own }).Show(entry) })
                foreach (var pick in ConnectionJourney.Tell(view, null).SelectMany(step => step.Facts).Select(fact => fact.Pick(excludes: false)).OfType<FilterPick>())
                    Assert.True(pick.Field.Accepts(pick.Value, FilterRelation.Is) && ConnectionFilter.Of(pick.Field, pick.Value).ToPredicate()(view), $"{name}: {pick.Field}:{pick.Value}");
    }

    private static string Render(Func<ConnectionView, string> form)
    {
        var text = new StringBuilder();
        foreach (var (name, entry) in Entries())
            foreach (var (who, sight) in new[] { ("company", LinkSight.Everything), ("tenant", LinkSight.Of(new HashSet<LinkId> { Own })) })
                text.Append(CultureInfo.InvariantCulture, $"{name}, {who}: {form(sight.Show(entry))}\n");
        return text.ToString();
    }

    private static ConnectionEntry Ended(PrivateLink.Engine.Decisions.ConnectionDecision decision) => new(decision.Id, decision, TestDecision.CompleteClosed(decision));
}
