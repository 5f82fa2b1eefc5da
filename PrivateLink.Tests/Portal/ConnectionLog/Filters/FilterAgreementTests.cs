using CsCheck;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Filters;

/// <summary>A filter finds the same connections in memory and in the database.</summary>
public abstract class FilterAgreementTests(TestDatabase database) : IAsyncLifetime
{
    private const int Filters = 300;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => database.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// This also holds for a tenant, whose connections in memory contain only what it may see. So a database query reveals nothing that the screen
    /// hides.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Filter_OfAnyForm_FindsTheSameInMemoryAndInTheDatabase(bool isCompany)
    {
        var sight = isCompany ? LinkSight.Everything : LinkSight.Of(new HashSet<LinkId> { LinkId.Azure(553665985) });
        var entries = FilterGen.Entry.Array[250].Single().DistinctBy(entry => entry.Decision.Id).ToArray();
        await using var context = database.CreateDbContext();
        context.AddRange(entries.Select(entry => RecordForm.Of(entry.Decision, entry.Closed)));
        await context.SaveChangesAsync(Cancel);

        foreach (var filter in FilterGen.Filter.Array[Filters].Single())
        {
            var matches = filter.ToPredicate();
            var inMemory = entries.Select(sight.Show).Where(matches).Select(entry => entry.Id).Order();
            var stored = await context.ConnectionRecords.Where(filter.ToExpression(sight)).Select(record => record.Id).OrderBy(id => id).ToListAsync(Cancel);

            Assert.True(inMemory.SequenceEqual(stored), $"{filter}: memory {string.Join(' ', inMemory)} and database {string.Join(' ', stored)} differ.");
        }
    }

    [Fact]
    public async Task Tenant_AskingForAStrangersLink_LearnsNothing()
    {
        var stranger = TestPolicy.Link(CloudProvider.Aws, "vpce-0123456789abcdef0");
        var decision = TestDecision.Of(1, Verdict.Denied) with { LinkId = stranger, LinkKind = LinkIdentityKind.One, Reason = Reason.LinkMismatch };
        await using var context = database.CreateDbContext();
        context.Add(RecordForm.Of(decision, null));
        await context.SaveChangesAsync(Cancel);
        var tenant = LinkSight.Of(new HashSet<LinkId>());

        foreach (var text in (string[])["link:vpce-0123456789abcdef0", "link:vpce-01*", "vpce-0123"])
            Assert.Empty(await context.ConnectionRecords.Where(FilterParser.Parse(text).Filter!.ToExpression(tenant)).ToListAsync(Cancel));
        Assert.Single(await context.ConnectionRecords.Where(FilterParser.Parse("megacorp").Filter!.ToExpression(tenant)).ToListAsync(Cancel));
        Assert.Single(await context.ConnectionRecords.Where(FilterParser.Parse("link:vpce-01*").Filter!.ToExpression(LinkSight.Of(new HashSet<LinkId> { stranger }))).ToListAsync(Cancel));
    }

    /// <summary>The link ID is hidden, but not that there was a link: the list says "another endpoint".</summary>
    [Fact]
    public async Task Tenant_AskingForAnyLink_FindsTheHiddenToo()
    {
        var decision = TestDecision.Of(1, Verdict.Denied) with { LinkId = TestPolicy.Link(CloudProvider.Aws, "vpce-0123456789abcdef0"), LinkKind = LinkIdentityKind.One, Reason = Reason.LinkMismatch };
        await using var context = database.CreateDbContext();
        context.Add(RecordForm.Of(decision, null));
        await context.SaveChangesAsync(Cancel);
        var tenant = LinkSight.Of(new HashSet<LinkId>());
        var shown = tenant.Show(new(1, decision, null));

        foreach (var (text, finds) in (ReadOnlySpan<(string, int)>)[("link:*", 1), ("-link:*", 0)])
        {
            var filter = FilterParser.Parse(text).Filter!;
            Assert.Equal(finds == 1, filter.ToPredicate()(shown));
            Assert.Equal(finds, context.ConnectionRecords.Count(filter.ToExpression(tenant)));
        }
    }
}

public sealed class FilterAgreementOnSqliteTests() : FilterAgreementTests(new SqliteTestDatabase());

public sealed class FilterAgreementOnSqlServerTests() : FilterAgreementTests(new SqlServerTestDatabase());

public class FilterPredicateTests
{
    [Fact]
    public void Predicate_AskedOfManyConnections_AllocatesNothing()
    {
        var entries = FilterGen.Entry.Array[200].Single().Where(entry => entry.Decision.Source is not { IsIPv6: true }).Select(entry => entry.Whole).ToArray();
        foreach (var filter in FilterGen.Filter.Array[200].Single())
        {
            var matches = filter.ToPredicate();
            Ask(matches);

            var before = GC.GetAllocatedBytesForCurrentThread();
            Ask(matches);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated == 0, $"{filter} allocated {allocated} bytes.");
        }

        void Ask(Func<ConnectionView, bool> matches)
        {
            foreach (var entry in entries) matches(entry);
        }
    }

    [Theory]
    [InlineData("megacorp.my-saas.io", "*.my-saas.io", true)]
    [InlineData("megacorp.my-saas.io", "MEGA*saas*", true)]
    [InlineData("megacorp.my-saas.io", "mega*x", false)]
    [InlineData("aab", "*ab", true)]
    [InlineData("", "*", true)]
    [InlineData("", "", true)]
    [InlineData("a", "", false)]
    [InlineData("a", "a**", true)]
    [InlineData("@", "`", false)]
    public void Glob_Pattern_Matches(string text, string pattern, bool matches) => Assert.Equal(matches, Glob.Matches(text, pattern));

    [Theory]
    [InlineData("10.0.0.0/8", "10.255.255.255", true)]
    [InlineData("10.0.0.0/8", "11.0.0.0", false)]
    [InlineData("10.0.0.5/8", "10.1.1.1", true)]
    [InlineData("0.0.0.0/0", "203.0.113.9", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("2001:db8::/32", "2001:db8:ffff::1", true)]
    [InlineData("::/0", "203.0.113.9", true)]
    public void AddressRange_Network_Contains(string network, string address, bool contains)
    {
        Assert.True(AddressRange.TryParse(network, out var range));
        Assert.Equal(contains, range.Contains(TestDecision.Address(address)));
    }

    [Theory]
    [InlineData("10")]
    [InlineData("10.0.0")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("example")]
    public void AddressRange_NoNetwork_IsNone(string text) => Assert.False(AddressRange.TryParse(text, out _));
}
