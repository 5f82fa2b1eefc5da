namespace PrivateLink.Portal.ConnectionLog.Exports;

/// <summary>The file format of exported connections.</summary>
public enum ExportFormat
{
    /// <summary>For spreadsheets; cells that look like formulas are neutralised.</summary>
    Csv,

    /// <summary>For machines; one JSON object on each line.</summary>
    Ndjson,
}
