using Microsoft.Data.SqlClient;
using PrivateLink.Portal.Data;
using PrivateLink.Tests.Support.SqlServer;
using Xunit;

namespace PrivateLink.Tests.Portal.Data;

public class DatabaseAdviceTests
{
    private const int CaseInsensitive = 196_609; // SQL_Latin1_General_CP1_CI_AS
    private const int CaseSensitive = 196_608; // SQL_Latin1_General_CP1_CS_AS

    [Theory]
    [InlineData(true, CaseInsensitive, "Encrypt=True", "")]
    [InlineData(false, CaseInsensitive, "Encrypt=Strict", "READ_COMMITTED_SNAPSHOT")]
    [InlineData(true, CaseSensitive, "", "collation")]
    [InlineData(true, CaseInsensitive, "Encrypt=False", "Encrypt=Optional")]
    [InlineData(true, CaseInsensitive, "Encrypt=True;TrustServerCertificate=True", "certificate is not checked")]
    public void Of_EachSetting_HasItsSentence(bool snapshots, int style, string connection, string words)
    {
        var advice = DatabaseAdvice.Of(new() { ReadsSnapshots = snapshots, Collation = "SQL_Latin1_General", Style = style }, new SqlConnectionStringBuilder($"Server=db;{connection}"));

        Assert.Equal(words.Length == 0 ? 0 : 1, advice.Count());
        Assert.All(advice, sentence => Assert.Contains(words, sentence, StringComparison.Ordinal));
    }

    [Fact]
    public async Task OfAsync_AsksOneQueryThatSqlServerUnderstands()
    {
        var server = new SqlServerStandIn();
        (server.Answers["ReadsSnapshots"], server.Answers["Collation"], server.Answers["Style"]) = (false, "Latin1_General_100_CI_AS", CaseInsensitive);
        await using var context = server.CreateDbContext();

        var advice = await DatabaseAdvice.OfAsync(context, TestContext.Current.CancellationToken);

        Assert.StartsWith("READ_COMMITTED_SNAPSHOT is off", Assert.Single(advice), StringComparison.Ordinal);
        Assert.Contains("[sys].[databases]", Assert.Single(server.Commands), StringComparison.Ordinal);
    }
}
