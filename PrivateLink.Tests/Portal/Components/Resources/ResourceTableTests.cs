using PrivateLink.Portal.Components.Pages.Resources;
using PrivateLink.Portal.Resources;
using PrivateLink.Protocol.Policy;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Resources;

public class ResourceTableTests
{
    private readonly ResourceTable _table = new(
    [
        Row("b.example", "Zeta", ResourceMode.Open),
        Row("a.example", "Acme", ResourceMode.Enforce),
        Row("c.example", "Acme", ResourceMode.Monitor),
    ]);

    [Fact]
    public void Rows_AtFirst_AreSortedByHost() => Assert.Equal(["a.example", "b.example", "c.example"], Hosts());

    [Fact]
    public void SortBy_Tenant_SortsEqualTenantsByHost()
    {
        _table.SortBy(ResourceColumn.Tenant);

        Assert.Equal(["a.example", "c.example", "b.example"], Hosts());
    }

    [Fact]
    public void SortBy_SameColumnAgain_TurnsTheOrderRound()
    {
        _table.SortBy(ResourceColumn.Mode);
        _table.SortBy(ResourceColumn.Mode);

        Assert.True(_table.Descending);
        Assert.Equal(["a.example", "c.example", "b.example"], Hosts());
    }

    private IEnumerable<string> Hosts() => _table.Rows.Select(row => row.Host);

    private static ResourceRow Row(string host, string tenant, ResourceMode mode) =>
        new(Guid.NewGuid(), host, tenant, mode, Enabled: true, "echo", [], DateTime.UnixEpoch);
}
