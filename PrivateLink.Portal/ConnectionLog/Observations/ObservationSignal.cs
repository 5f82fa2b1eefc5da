namespace PrivateLink.Portal.ConnectionLog.Observations;

/// <summary>Tells those who wait for a link that the database knows something new. Thread-safe.</summary>
public sealed class ObservationSignal(TimeProvider time, ILogger<ObservationSignal> logger)
{
    private readonly LiveSubscriptions _subscriptions = new(time, logger);

    /// <summary>Calls <paramref name="changed"/> after observations were written, on any thread; what is new is then asked for. Disposing ends it.</summary>
    public IDisposable Subscribe(Action changed) => _subscriptions.Add(changed);

    internal void Raise() => _subscriptions.Signal();
}
