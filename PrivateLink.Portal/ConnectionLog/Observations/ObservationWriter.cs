using PrivateLink.Portal.ConnectionLog.Records;

namespace PrivateLink.Portal.ConnectionLog.Observations;

/// <summary>Writes observations of links into the database twice a second, because a person in the wizard waits for them.</summary>
public sealed class ObservationWriter(
    LinkWatch watch, ObservationStore store, ReportRun run, ObservationSignal signal, TimeProvider time, ILogger<ObservationWriter> logger)
    : DatabaseTask("Storing link observations", TimeSpan.FromMilliseconds(500), time, logger)
{
    /// <inheritdoc/>
    protected override bool IsOwnWork => true;

    protected override async Task WorkAsync(bool last, CancellationToken cancellationToken)
    {
        var isNews = false;
        while (watch.Next() is { } seen)
        {
            await store.WriteAsync(run, seen, cancellationToken);
            watch.Written();
            isNews = true;
        }

        if (isNews) signal.Raise();
    }
}
