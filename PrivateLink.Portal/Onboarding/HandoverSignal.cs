using PrivateLink.Portal.ConnectionLog;

namespace PrivateLink.Portal.Onboarding;

/// <summary>Tells open pages that something came through a hand-over link. Thread-safe.</summary>
public sealed class HandoverSignal(TimeProvider time, ILogger<HandoverSignal> logger)
{
    private readonly LiveSubscriptions _subscriptions = new(time, logger);

    /// <summary>Calls <paramref name="changed"/> on any thread; what is new is then asked for. Disposing ends it.</summary>
    public IDisposable Subscribe(Action changed) => _subscriptions.Add(changed);

    internal void Raise() => _subscriptions.Signal();
}
