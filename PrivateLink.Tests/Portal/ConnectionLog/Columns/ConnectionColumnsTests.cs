using System.Reflection;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Columns;

/// <summary>If a column is missing somewhere, the failure names the place and what to add.</summary>
public class ConnectionColumnsTests
{
    private static readonly ConnectionDecision Decision = TestDecision.Complete(1);
    private static readonly ConnectionClosed Closed = TestDecision.CompleteClosed(Decision);

    [Fact]
    public void EngineRecord_EveryProperty_IsAColumn()
    {
        var declared = ConnectionColumns.All.Select(RecordForm.SourceOf).OfType<PropertyInfo>().Select(NameOf).ToHashSet();
        string[] none = [$"{nameof(ConnectionDecision)}.{nameof(ConnectionDecision.WireBytesSize)}", $"{nameof(ConnectionClosed)}.{nameof(ConnectionClosed.Decision)}"];

        foreach (var property in typeof(ConnectionDecision).GetProperties().Concat(typeof(ConnectionClosed).GetProperties()).Select(NameOf).Except(none))
            Assert.True(declared.Contains(property), $"{property} is no column: declare it in ConnectionColumns, with Decided or Ended that reads it.");
    }

    [Fact]
    public void Table_EveryProperty_IsFilledByOneColumn()
    {
        var filled = ConnectionColumns.All.SelectMany(column => column.Stored, (column, part) => (part.Property.Name, Column: column)).ToLookup(part => part.Name, part => part.Column);

        foreach (var property in typeof(ConnectionRecord).GetProperties().Select(property => property.Name))
            Assert.True(filled[property].Count() == 1, $"ConnectionRecord.{property} is filled by {filled[property].Count()} columns: name it in Stored of one column in ConnectionColumns.");
    }

    [Fact]
    public void Column_OfTheEngineRecord_ComesBackFromTheTable()
    {
        var record = RecordForm.Of(Decision, Closed);
        var entry = new ConnectionEntry(1, record.ToDecision(), record.ToClosed(record.ToDecision()));

        foreach (var column in ConnectionColumns.All)
        {
            var value = column.ValueOf(new ConnectionEntry(1, Decision, Closed).Whole);
            Assert.True(value is not (null or false or 0L), $"{column} has no value in TestDecision.Complete or CompleteClosed: give it one there, so that tests of exports and tables see it.");
            Assert.True(Equals(value, column.ValueOf(entry.Whole)), $"{column} is lost in the table: name a property of ConnectionRecord in Stored, and how it is read back in Restored where that differs.");
        }
    }

    [Fact]
    public void Row_ThatLacksNearlyEverything_IsReadAllTheSame()
    {
        var record = RecordForm.Of(TestDecision.Of(2), TestDecision.Closed(TestDecision.Of(2)));
        foreach (var property in typeof(ConnectionRecord).GetProperties().Where(property => property.Name is not (nameof(ConnectionRecord.CloseReason) or nameof(ConnectionRecord.Time))))
            property.SetValue(record, null);

        var decision = record.ToDecision();

        Assert.Equal(default, decision.Peer);
        Assert.Equal(default, record.ToClosed(decision)!.Duration);
    }

    /// <summary>Programs that read exports rely on the position of columns.</summary>
    [Fact]
    public void Csv_Places_AreCountedWithoutGaps()
    {
        var places = ConnectionColumns.All.Where(column => column.Csv is not null).Select(column => column.Csv!.Value).Order().ToList();

        Assert.True(places.SequenceEqual(Enumerable.Range(1, places.Count)), $"Csv of the columns is {string.Join(", ", places)}: a new column takes the next number.");
    }

    [Fact]
    public void Names_InEveryForm_AreOfOneColumn()
    {
        Assert.Empty(Repeated(ConnectionColumns.All.Where(column => column.IsInJson).Select(column => $"{column.IsOfEnding} {column.JsonName}")));
        Assert.Empty(Repeated(ConnectionColumns.All.Where(column => column.Csv is not null).Select(column => column.CsvName!)));
        Assert.Empty(Repeated(ConnectionColumns.All.Where(column => column.Detail is not null).Select(column => $"{column.Detail!.Step} {column.Detail.Order}")));
        Assert.Empty(Repeated(ConnectionColumns.All.Select(column => column.ToString())));
    }

    /// <summary>A hidden value is null. A type that cannot be null would show a misleading zero.</summary>
    [Fact]
    public void Column_ThatATenantMayNotSee_CanBeNull() => Assert.All(
        ConnectionColumns.All.Where(column => column.TenantSees != TenantSight.Everything),
        column => Assert.Null(column.GetType().GenericTypeArguments[0] is var type && type.IsValueType ? Activator.CreateInstance(type) : null));

    /// <summary>The ring of recent connections is bounded by its size in memory, so every text must count towards that size.</summary>
    [Fact]
    public void Text_ThatCameWithTheConnection_CountsForItsSize()
    {
        ConnectionColumn[] shared = [ConnectionColumns.Node, ConnectionColumns.Listener, ConnectionColumns.Upstream];
        var usual = EntrySize.Of(new(1, RecordForm.Of(Decision, null).ToDecision(), null));

        foreach (var column in ConnectionColumns.All.OfType<ConnectionColumn<string?>>().Except(shared))
        {
            var record = RecordForm.Of(Decision, null);
            column.Stored[0].Property.SetValue(record, new string('a', 1_000));
            Assert.True(EntrySize.Of(new(1, record.ToDecision(), null)) > usual + 500, $"{column} is not counted: add it to EntrySize.Of, or here if all connections share its text.");
        }
    }

    private static IEnumerable<string> Repeated(IEnumerable<string> names) => names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key);

    private static string NameOf(PropertyInfo property) => $"{property.DeclaringType!.Name}.{property.Name}";
}
