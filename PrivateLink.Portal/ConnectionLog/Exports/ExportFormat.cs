namespace PrivateLink.Portal.ConnectionLog.Exports;

/// <summary>How connections are written into a file.</summary>
public enum ExportFormat
{
    /// <summary>For spreadsheets: cells that could be taken for formulas are neutralised.</summary>
    Csv,

    /// <summary>For machines: one JSON object in a line.</summary>
    Ndjson,
}
