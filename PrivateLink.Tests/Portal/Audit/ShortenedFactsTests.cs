using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Resources;
using PrivateLink.Protocol.Policy;
using Xunit;

namespace PrivateLink.Tests.Portal.Audit;

/// <summary>A host with thousands of links: its facts are too long, but who reads them later still finds the reason and the switches.</summary>
public class ShortenedFactsTests
{
    private const string Link = "vpce-00000000000000007";

    private static readonly string Changed = AuditAction.ResourceChanged.Code;

    [Fact]
    public void Write_TooManyLinks_KeepsReasonSwitchesAndDisabledLinks()
    {
        var text = AuditFacts.Write(Facts(off: [Link]) with { Enabled = false, KeptOff = true, Reason = "a stolen key" })!;

        Assert.InRange(text.Length, 1, AuditEntry.FactsLength);
        Assert.StartsWith("{\"tooLong\":", text, StringComparison.Ordinal);
        foreach (var fact in (string[])["\"reason\":\"a stolen key\"", "\"enabled\":false", "\"keptOff\":true", "\"mode\":\"Enforce\"", $"\"{Link}\":false", "\"omitted\":[\"links\"]"])
            Assert.Contains(fact, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_EverythingIsDisabled_StaysWithinTheColumn()
    {
        var facts = Facts(off: []);

        string[] aliases = [.. Enumerable.Range(0, 9_000).Select(number => $"a{number}.my-saas.io")];
        var text = AuditFacts.Write(facts with { Links = facts.Links.ToDictionary(link => link.Key, _ => false), Aliases = aliases })!;

        Assert.InRange(text.Length, 1, AuditEntry.FactsLength);
        Assert.Contains("\"enabled\":true", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Details_OfShortenedFacts_SayWhatIsKnownAndNothingElse(bool beforeIsLong, bool afterIsLong)
    {
        var before = AuditFacts.Write(Facts(off: [], beforeIsLong));
        var after = AuditFacts.Write(Facts(off: [Link], afterIsLong) with { Enabled = false, Reason = "a stolen key" });

        Assert.Equal($"disabled, {Link} disabled (reason: a stolen key)", ChangeWords.Details(Changed, before, after));
    }

    [Fact]
    public void Details_ADisabledLinkThatIsNotInShortenedFacts_AreNotSaidToBeRemoved() =>
        Assert.Null(ChangeWords.Details(Changed, AuditFacts.Write(Facts(off: [Link])), AuditFacts.Write(Facts(off: []))));

    private static ResourceSummary.Facts Facts(string[] off, bool isLong = true) => new(
        "megacorp.my-saas.io", [], ResourceMode.Enforce, Enabled: true, KeptOff: false, Guid.Empty,
        Enumerable.Range(0, isLong ? 9_000 : 20).Select(number => $"vpce-{number:D17}").ToDictionary(link => link, link => !off.Contains(link)));
}
