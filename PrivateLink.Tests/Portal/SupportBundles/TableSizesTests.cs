using PrivateLink.Portal.SupportBundles;
using PrivateLink.Tests.Support.SqlServer;
using Xunit;

namespace PrivateLink.Tests.Portal.SupportBundles;

public class TableSizesTests
{
    [Fact]
    public async Task OfAsync_SqlServer_AsksOneQueryThatItUnderstands()
    {
        var server = new SqlServerStandIn();
        (server.Answers["Name"], server.Answers["Rows"], server.Answers["Bytes"]) = ("Resources", 3L, 8192L);
        await using var context = server.CreateDbContext();

        var table = Assert.Single(await TableSizes.OfAsync(context, TestContext.Current.CancellationToken));

        Assert.Equal(("Resources", 3L, 8192L), (table.Name, table.Rows, table.Bytes));
        Assert.Contains("[sys].[allocation_units]", Assert.Single(server.Commands), StringComparison.Ordinal);
    }
}
