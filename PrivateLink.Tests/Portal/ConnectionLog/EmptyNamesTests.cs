using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog.Empties;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog;

/// <summary>What a filter asks for and nothing has. A filter may have hundreds of values, and a policy a million links.</summary>
public class EmptyNamesTests
{
    private const int Links = 20_000;

    private static readonly ResourcePolicy Many = TestPolicy.Resource(
        TestPolicy.Host, ResourceMode.Enforce, [.. Enumerable.Range(0, Links).Select(number => new LinkGrant(LinkOf(number), "service"))]);

    private static readonly PolicySnapshot Policy = TestPolicy.Snapshot(Many, TestPolicy.Resource("*.wild.io", ResourceMode.Enforce));

    [Theory]
    [InlineData("link:553665985,553665985x", "553665985x")]
    [InlineData("host:megacorp.my-saas.io,a.wild.io,a.b.wild.io", "a.b.wild.io")]
    [InlineData("sni:a.wild.io,wild.io", "wild.io")]
    [InlineData("megacorp", null)]
    [InlineData("53665985", null)]
    [InlineData("hooli", null)]
    [InlineData("nobody", "nobody")]
    [InlineData("cloud:aws -host:nobody", null)]
    public void Of_SomeValues_NamesThoseThatNothingHas(string text, string? unknown) =>
        Assert.Equal(unknown is null ? [] : [unknown], Of(text, EmptyNames.MostSearched).Select(name => name.Asked));

    [Fact]
    public void Of_HundredsOfLinks_LooksForFewAndMakesNoTexts()
    {
        var text = $"link:{string.Join(',', Enumerable.Range(1, 400))}";
        var before = GC.GetAllocatedBytesForCurrentThread();

        var unknown = Of(text, EmptyNames.MostSearched);

        Assert.Equal(EmptyNames.MostAsked, unknown.Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Of_MoreThanMayBeLookedAt_SaysNothingOfWhatItDidNotFind()
    {
        var unknown = Of("link:vpce-00000000000000001 nobody host:nobody.io", 100);

        Assert.Equal("nobody.io", Assert.Single(unknown).Asked);
    }

    [Fact]
    public void Of_NobodyWaitsAnyMore_Ends() =>
        Assert.Throws<OperationCanceledException>(() => EmptyNames.Of(Caller.Company("ada"), FilterParser.Parse("nobody").Filter!, Policy, Tenants, EmptyNames.MostSearched, new CancellationToken(canceled: true)));

    private static readonly Dictionary<Guid, string> Tenants = new() { [Many.TenantId] = "Hooli" };

    private static IReadOnlyList<EmptyName> Of(string text, int most) =>
        EmptyNames.Of(Caller.Company("ada"), FilterParser.Parse(text).Filter!, Policy, Tenants, most, TestContext.Current.CancellationToken);

    private static LinkId LinkOf(int number) => LinkId.Azure(553_665_985 + (uint)number);
}
