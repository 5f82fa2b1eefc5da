using PrivateLink.Portal.ConnectionLog;

namespace PrivateLink.Portal.Onboarding;

/// <summary>Tells open pages that an answer arrived through a hand-over link. Thread-safe.</summary>
public sealed class HandoverSignal(TimeProvider time, ILogger<HandoverSignal> logger)
{
    private readonly LiveSubscriptions _subscriptions = new(time, logger);

    /// <summary>Calls <paramref name="changed"/> on any thread; the subscriber then reads what is new. Dispose the result to unsubscribe.</summary>
    public IDisposable Subscribe(Action changed) => _subscriptions.Add(changed);

    internal void Raise() => _subscriptions.Signal();
}
