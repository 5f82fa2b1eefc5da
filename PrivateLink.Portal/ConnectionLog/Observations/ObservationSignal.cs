namespace PrivateLink.Portal.ConnectionLog.Observations;

/// <summary>Notifies those who wait for a link when the database has new observations. Thread-safe.</summary>
public sealed class ObservationSignal(TimeProvider time, ILogger<ObservationSignal> logger)
{
    private readonly LiveSubscriptions _subscriptions = new(time, logger);

    /// <summary>
    /// Calls <paramref name="changed"/> on any thread after observations are written; the subscriber then reads them. Dispose the result to stop.
    /// </summary>
    public IDisposable Subscribe(Action changed) => _subscriptions.Add(changed);

    internal void Raise() => _subscriptions.Signal();
}
