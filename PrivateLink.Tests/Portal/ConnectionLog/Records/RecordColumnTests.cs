using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Data.Configurations;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using PrivateLink.Tests.Support.SqlServer;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Records;

/// <summary>Rows are written without Entity Framework, so only these tests keep its model and the columns in step.</summary>
public class RecordColumnTests
{
    private static readonly ConnectionRecord Complete = RecordForm.Of(TestDecision.Complete(1), TestDecision.CompleteClosed(TestDecision.Complete(1)));

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

    /// <summary>SQL Server refuses a whole bulk copy if one value is too long, while SQLite accepts any length.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public void Texts_OfAStranger_FitTheirColumns(string provider, int length)
    {
        var properties = Entity(provider).GetProperties().Where(property => property.ClrType == typeof(string)).ToList();
        var record = RecordForm.Of(TestDecision.Complete(1), TestDecision.CompleteClosed(TestDecision.Complete(1)));
        foreach (var property in properties) property.PropertyInfo!.SetValue(record, new string('x', length));

        Assert.All(properties, property =>
        {
            var column = RecordColumn.All.Single(column => column.Name == property.GetColumnName());
            Assert.InRange(((string)column.Value(record)!).Length, Math.Min(length, column.Length), property.GetMaxLength()!.Value);
        });
    }

    public static TheoryData<string, int> Providers()
    {
        var data = new TheoryData<string, int>();
        foreach (var provider in (string[])["Sqlite", "SqlServer"])
            foreach (var length in (int[])[0, 1, 63, 64, 65, 255, 256, 1_025, 100_000]) data.Add(provider, length);
        return data;
    }

    /// <summary>Covers every table that is written because of a stranger's connection, however it is written.</summary>
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("SqlServer")]
    public void Tables_ThatStrangersFill_BoundEveryText(string provider)
    {
        foreach (var type in (Type[])[typeof(ConnectionRecord), typeof(RecordGap), typeof(HourlyRollUp), typeof(LinkObservation), typeof(ResourceObservation), typeof(ClaimObservation)])
            Assert.All(
                Entity(provider, type).GetProperties().Where(property => property.ClrType == typeof(string)),
                property => Assert.True(StrangersText.IsStrangersText(property), $"{type.Name}.{property.Name}"));
    }

    [Theory]
    [InlineData("😀😀", 3, "😀")]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc")]
    public void Cut_AnywhereInAText_LeavesWholeCharacters(string text, int length, string cut) => Assert.Equal(cut, BoundedText.Cut(text, length));

    [Fact]
    public async Task Reader_HandsOutEveryValueOfEveryRow()
    {
        await using var reader = new RecordDataReader([Complete, RecordForm.Of(TestDecision.Of(2), closed: null)]);

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

    private static IEntityType Entity(string provider = "Sqlite", Type? type = null)
    {
        using var context = provider == "Sqlite" ? new SqliteTestDatabase().CreateDbContext() : new SqlServerStandIn().CreateDbContext();
        return context.Model.FindEntityType(type ?? typeof(ConnectionRecord))!;
    }
}
