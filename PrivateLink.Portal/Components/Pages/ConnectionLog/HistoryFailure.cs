using System.Data.Common;

namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>What a person is told when the database does not answer.</summary>
internal static class HistoryFailure
{
    /// <summary>A sentence; null for what is no fault of the database.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        TimeoutException or OperationCanceledException => "The database took too long. Nothing is lost: choose a shorter span of time, or try again.",
        DbException => "The database could not be used just now. Nothing is lost: what is decided meanwhile is kept and stored later. Try again.",
        { InnerException: { } inner } => Explain(inner),
        _ => null,
    };
}
