namespace PrivateLink.Portal.ConnectionLog.Columns;

/// <summary>What a column counts.</summary>
internal enum ColumnUnit
{
    None,
    Bytes,
    Milliseconds,
}
