using System.Data.Common;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>What a person reads when the database does not answer.</summary>
internal static class HistoryFailure
{
    /// <summary>A sentence; null if the database did not cause the exception.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        TimeoutException or OperationCanceledException => "The database took too long. Nothing is lost. Choose a shorter period, or try again.",
        DbException => "The database is not available. Nothing is lost: new connections are kept and stored later. Try again.",
        { InnerException: { } inner } => Explain(inner),
        _ => null,
    };
}
