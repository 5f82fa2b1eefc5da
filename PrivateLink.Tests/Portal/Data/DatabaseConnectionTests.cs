using Microsoft.Data.SqlClient;
using PrivateLink.Portal.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Data;

public class DatabaseConnectionTests
{
    [Fact]
    public void SqlServer_WithoutWishes_NoticesAnOutageAndItsEndInSeconds()
    {
        var connection = Of("Server=db;Database=PrivateLink");

        Assert.Equal((5, PoolBlockingPeriod.NeverBlock, "PrivateLink"), (connection.ConnectTimeout, connection.PoolBlockingPeriod, connection.ApplicationName));
    }

    [Fact]
    public void SqlServer_WithWishes_KeepsThem()
    {
        var connection = Of("Server=db;Database=PrivateLink;Connect Timeout=30;Pool Blocking Period=AlwaysBlock;Application Name=mine");

        Assert.Equal((30, PoolBlockingPeriod.AlwaysBlock, "mine"), (connection.ConnectTimeout, connection.PoolBlockingPeriod, connection.ApplicationName));
    }

    private static SqlConnectionStringBuilder Of(string connection) =>
        new(DatabaseConnection.SqlServerConnectionString(new DatabaseOptions { Provider = DatabaseProvider.SqlServer, ConnectionString = connection }));
}
