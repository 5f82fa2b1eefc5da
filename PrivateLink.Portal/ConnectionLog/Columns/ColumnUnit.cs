namespace PrivateLink.Portal.ConnectionLog.Columns;

/// <summary>The unit of a column's number.</summary>
internal enum ColumnUnit
{
    None,
    Bytes,
    Milliseconds,
}
