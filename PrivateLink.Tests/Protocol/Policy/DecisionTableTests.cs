using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Protocol.Policy;

/// <summary>The decision table of the design, cell by cell.</summary>
public class DecisionTableTests
{
    private const string Service = "saas";
    private const string OtherService = "saas-elsewhere";

    // "noted" means allowed, with the broken identity in the decision's detail.
    private static readonly TextTable Table = new("""
        listener        | resource | no identity        | listed             | switched off        | other service             | not listed          | malformed             | ambiguous
        plain           | unknown  | deny sni_unknown   | deny sni_unknown   | deny sni_unknown    | deny sni_unknown          | deny sni_unknown    | deny sni_unknown      | deny sni_unknown
        plain           | disabled | deny host_disabled | deny host_disabled | deny host_disabled  | deny host_disabled        | deny host_disabled  | deny host_disabled    | deny host_disabled
        plain           | Open     | allow host_open    | allow host_open    | allow host_open     | allow host_open           | allow host_open     | allow host_open noted | allow host_open noted
        plain           | Monitor  | audit link_missing | allow link_matched | audit link_disabled | audit link_mismatch noted | audit link_mismatch | audit link_malformed  | audit link_ambiguous
        plain           | Enforce  | deny link_missing  | allow link_matched | deny link_disabled  | deny link_mismatch noted  | deny link_mismatch  | deny link_malformed   | deny link_ambiguous
        required        | unknown  | deny sni_unknown   | deny sni_unknown   | deny sni_unknown    | deny sni_unknown          | deny sni_unknown    | deny sni_unknown      | deny sni_unknown
        required        | disabled | deny host_disabled | deny host_disabled | deny host_disabled  | deny host_disabled        | deny host_disabled  | deny host_disabled    | deny host_disabled
        required        | Open     | deny link_missing  | allow host_open    | deny link_disabled  | allow host_open           | allow host_open     | deny link_malformed   | deny link_ambiguous
        required        | Monitor  | deny link_missing  | allow link_matched | deny link_disabled  | audit link_mismatch noted | audit link_mismatch | deny link_malformed   | deny link_ambiguous
        required        | Enforce  | deny link_missing  | allow link_matched | deny link_disabled  | deny link_mismatch noted  | deny link_mismatch  | deny link_malformed   | deny link_ambiguous
        audit           | unknown  | deny sni_unknown   | deny sni_unknown   | deny sni_unknown    | deny sni_unknown          | deny sni_unknown    | deny sni_unknown      | deny sni_unknown
        audit           | disabled | deny host_disabled | deny host_disabled | deny host_disabled  | deny host_disabled        | deny host_disabled  | deny host_disabled    | deny host_disabled
        audit           | Open     | allow host_open    | allow host_open    | allow host_open     | allow host_open           | allow host_open     | allow host_open noted | allow host_open noted
        audit           | Monitor  | audit link_missing | allow link_matched | audit link_disabled | audit link_mismatch noted | audit link_mismatch | audit link_malformed  | audit link_ambiguous
        audit           | Enforce  | audit link_missing | allow link_matched | audit link_disabled | audit link_mismatch noted | audit link_mismatch | audit link_malformed  | audit link_ambiguous
        audit, required | unknown  | deny sni_unknown   | deny sni_unknown   | deny sni_unknown    | deny sni_unknown          | deny sni_unknown    | deny sni_unknown      | deny sni_unknown
        audit, required | disabled | deny host_disabled | deny host_disabled | deny host_disabled  | deny host_disabled        | deny host_disabled  | deny host_disabled    | deny host_disabled
        audit, required | Open     | audit link_missing | allow host_open    | audit link_disabled | allow host_open           | allow host_open     | audit link_malformed  | audit link_ambiguous
        audit, required | Monitor  | audit link_missing | allow link_matched | audit link_disabled | audit link_mismatch noted | audit link_mismatch | audit link_malformed  | audit link_ambiguous
        audit, required | Enforce  | audit link_missing | allow link_matched | audit link_disabled | audit link_mismatch noted | audit link_mismatch | audit link_malformed  | audit link_ambiguous
        """);

    public static TheoryData<string, string, string, string> Cells()
    {
        var cells = new TheoryData<string, string, string, string>();
        foreach (var row in Table.Rows)
            for (var column = 2; column < row.Count; column++)
                cells.Add(row[0], row[1], Table.Columns[column], row[column]);
        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Evaluate_EveryCell_AnswersAsTheTable(string listener, string resource, string identity, string answer)
    {
        Assert.All(
            [TestPolicy.AwsLink, TestPolicy.AzureLink, TestPolicy.GcpLink],
            link => Assert.Equal(answer, Evaluate(SnapshotWith(resource, identity, link), Listener(listener), Identity(identity, link))));
    }

    private static string Evaluate(PolicySnapshot snapshot, ListenerPolicy listener, LinkIdentity identity)
    {
        var decision = AccessPolicy.Evaluate(snapshot, new AccessRequest(TestPolicy.Host, identity, listener));
        var verdict = decision.Verdict switch
        {
            Verdict.Allowed => "allow",
            Verdict.Denied => "deny",
            Verdict.Audited => "audit",
            _ => "nothing",
        };
        return $"{verdict} {ReasonTable.CodeOf(decision.Reason)}{(decision.Detail is null ? "" : " noted")}";
    }

    private static PolicySnapshot SnapshotWith(string resource, string identity, LinkId link)
    {
        var listed = identity switch
        {
            "not listed" => new LinkGrant(Neighbour(link), Service),
            "other service" => new LinkGrant(link, OtherService),
            _ => new LinkGrant(link, Service, Enabled: identity != "switched off"),
        };
        return resource switch
        {
            "unknown" => TestPolicy.Snapshot(TestPolicy.Resource("other.my-saas.io", ResourceMode.Open, listed)),
            "disabled" => TestPolicy.Snapshot(TestPolicy.SwitchedOff(TestPolicy.Resource(TestPolicy.Host, ResourceMode.Open, listed))),
            _ => TestPolicy.Snapshot(TestPolicy.Resource(TestPolicy.Host, Enum.Parse<ResourceMode>(resource), listed)),
        };
    }

    /// <summary>A link ID of the same cloud that differs only in the last character.</summary>
    private static LinkId Neighbour(LinkId link) => TestPolicy.Link(link.Cloud, link.ToString()[..^1] + "7");

    private static ListenerPolicy Listener(string words) => new(
        "test", Service, LinkRequired: words.Contains("required", StringComparison.Ordinal), Audit: words.Contains("audit", StringComparison.Ordinal));

    private static LinkIdentity Identity(string column, LinkId link) => column switch
    {
        "no identity" => LinkIdentity.Absent,
        "malformed" => LinkIdentity.Malformed,
        "ambiguous" => LinkIdentity.Ambiguous,
        _ => LinkIdentity.One(link),
    };
}
