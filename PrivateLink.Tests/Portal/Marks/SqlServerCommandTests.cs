using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Marks;
using PrivateLink.Tests.Support.SqlServer;
using System.Diagnostics.Metrics;
using Xunit;

namespace PrivateLink.Tests.Portal.Marks;

/// <summary>The commands for marks on SQL Server, checked by Microsoft's parser without a server.</summary>
public sealed class SqlServerCommandTests
{
    [Fact]
    public async Task Marks_ReadByEverybody_AreUnderstood()
    {
        var server = new SqlServerStandIn();
        var time = new FakeTimeProvider();
        foreach (var column in typeof(RecordGap).GetProperties().Concat(typeof(ServiceMoment).GetProperties()).Concat(typeof(PolicyRevision).GetProperties())) server.Answers[column.Name] = "";
        foreach (var column in typeof(AuditEntry).GetProperties()) server.Answers[column.Name] = "";
        (server.Answers["Sequence"], server.Answers["Time"]) = (1L, time.GetUtcNow().UtcDateTime);
        foreach (var table in (string[])["RecordGaps", "ServiceMoments", "PolicyRevisions", "Resources"]) server.Answers.NothingFor($"FROM [{table}]");
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var marks = new TimeMarks(server, new ServiceMoments(services.GetRequiredService<IMeterFactory>()), time);

        foreach (var caller in (Caller[])[Caller.Company("ada"), Caller.Tenant("mia", Guid.NewGuid())])
            await marks.ReadAsync(caller, time.GetUtcNow(), time.GetUtcNow().AddHours(1), TestContext.Current.CancellationToken);

        foreach (var table in (string[])["RecordGaps", "ServiceMoments", "PolicyRevisions", "AuditEntries", "Resources"])
            Assert.Contains(server.Commands, command => command.Contains($"FROM [{table}]", StringComparison.Ordinal));
    }
}
