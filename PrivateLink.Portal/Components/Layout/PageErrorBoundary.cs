using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Health;

namespace PrivateLink.Portal.Components.Layout;

/// <summary>Keeps the frame working when a page fails, and shows an ID that is also in the log.</summary>
public sealed partial class PageErrorBoundary : ErrorBoundary
{
    [Inject]
    private ILogger<PageErrorBoundary> Logger { get; set; } = default!;

    [Inject]
    private AccessTraces Traces { get; set; } = default!;

    [Inject]
    private CurrentCaller Caller { get; set; } = default!;

    public string? CorrelationId { get; private set; }

    /// <summary>Whether the database was unavailable. Then the page itself has no fault.</summary>
    public bool IsOutage { get; private set; }

    protected override Task OnErrorAsync(Exception exception)
    {
        IsOutage = DatabaseHealth.IsOutage(exception);
        if (exception is NotPermittedException refused) Traces.ReadRefused(Caller.IsKnown ? Caller.Value : null, refused.Permission, address: null);
        CorrelationId = ActivityTraceId.CreateRandom().ToHexString()[..12];
        PageFailed(Logger, CorrelationId, exception);
        return Task.CompletedTask;
    }

    [LoggerMessage(2100, LogLevel.Error, "A page failed. Correlation ID {CorrelationId}.")]
    private static partial void PageFailed(ILogger logger, string correlationId, Exception exception);
}
