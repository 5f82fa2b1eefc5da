using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data.Entities;
using Xunit;

namespace PrivateLink.Tests.Portal.Audit;

/// <summary>Action codes must not change, because databases and users' scripts contain them.</summary>
public class AuditActionTests
{
    [Fact]
    public void Codes_AreKindAndActAndUnique()
    {
        Assert.All(AuditAction.All, action => Assert.Matches("^[a-z_]+\\.[a-z_]+$", action.Code));
        Assert.Distinct(AuditAction.All.Select(action => action.Code));
        Assert.Distinct(AuditAction.All.Select(action => action.Words));
    }

    [Theory]
    [InlineData("resource.created")]
    [InlineData("resource.changed")]
    [InlineData("audit.exported")]
    public void Codes_ThatWereWrittenOnce_Stay(string code) => Assert.Contains(AuditAction.All, action => action.Code == code);

    [Fact]
    public void Results_Values_AreAsPersisted() => Assert.Equal("Done=1 Refused=2", string.Join(' ', Enum.GetValues<AuditResult>().Select(result => $"{result}={(int)result}")));

    [Theory]
    [InlineData("""{"a":1,"b":{"c":"x"}}""", """{"a":1,"b":{"c":"y"}}""", "b.c: x > y")]
    [InlineData(null, """{"a":"new"}""", "a:  > new")]
    [InlineData("""{"a":"old","b":null}""", null, "a: old > ")]
    [InlineData("""{"a":[1,2]}""", """{"a":[1]}""", "a: [1,2] > [1]")]
    [InlineData("no json", "no json", "")]
    [InlineData("no json", "other", ": no json > other")]
    public void Difference_BetweenFacts_IsFactByFact(string? before, string? after, string expected) =>
        Assert.Equal(expected, string.Join("; ", AuditDifference.Between(before, after).Select(fact => $"{fact.Name}: {fact.Before} > {fact.After}")));

    [Fact]
    public void Facts_TooLong_AreToldByLengthAndHash() =>
        Assert.Matches("""^\{"tooLong":2\d{5},"sha256":"[0-9a-f]{64}","omitted":\["text"\]\}$""", AuditFacts.Write(new { Text = new string('x', 200_000) }));
}
