using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Records;

/// <summary>The rows are written past Entity Framework, so nothing but these tests keeps its model and the columns together.</summary>
public class RecordColumnTests
{
    private static readonly ConnectionRecord Complete = ConnectionRecord.Of(TestDecision.Complete(1), TestDecision.CompleteClosed(TestDecision.Complete(1)));

    [Fact]
    public void All_AreTheColumnsOfTheModel()
    {
        var entity = Entity();

        Assert.Equal(RecordColumn.Table, entity.GetTableName());
        Assert.Equal(entity.GetProperties().Select(property => property.GetColumnName()).Order(), RecordColumn.All.Select(column => column.Name).Order());
    }

    [Fact]
    public void All_HaveTheTypesOfTheModel()
    {
        foreach (var property in Entity().GetProperties())
        {
            var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
            Assert.Equal(type.IsEnum ? typeof(int) : type, RecordColumn.All.Single(column => column.Name == property.GetColumnName()).Type);
        }
    }

    [Fact]
    public void Values_OfACompleteRecord_AreAllThereAndOfTheirType() =>
        Assert.All(RecordColumn.All, column => Assert.IsType(column.Type, column.Value(Complete)));

    [Fact]
    public async Task Reader_HandsOutEveryValueOfEveryRow()
    {
        await using var reader = new RecordDataReader([Complete, ConnectionRecord.Of(TestDecision.Of(2), closed: null)]);

        Assert.True(await reader.ReadAsync(TestContext.Current.CancellationToken));
        for (var ordinal = 0; ordinal < reader.FieldCount; ordinal++)
        {
            Assert.Equal(ordinal, reader.GetOrdinal(reader.GetName(ordinal)));
            Assert.IsType(reader.GetFieldType(ordinal), reader.GetValue(ordinal));
        }

        Assert.True(await reader.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal(2L, reader["Id"]);
        Assert.True(reader.IsDBNull(reader.GetOrdinal("CloseReason")));
        Assert.False(await reader.ReadAsync(TestContext.Current.CancellationToken));
    }

    private static IEntityType Entity()
    {
        using var context = new SqliteTestDatabase().CreateDbContext();
        return context.Model.FindEntityType(typeof(ConnectionRecord))!;
    }
}
