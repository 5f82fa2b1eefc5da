using System.Runtime.InteropServices;

namespace PrivateLink.Engine;

/// <summary>
/// Whoever asks twice to stop means at once: the second SIGTERM or SIGINT of this process. Both are counted from the start on, since the second may come
/// before the first has led to anything.
/// </summary>
internal sealed class SecondSignal : IDisposable
{
    private readonly CancellationTokenSource _hurry = new();
    private readonly PosixSignalRegistration _terminate;
    private readonly PosixSignalRegistration _interrupt;
    private int _count;

    public SecondSignal()
    {
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
    }

    /// <summary>Cancelled by the second signal.</summary>
    public CancellationToken Token => _hurry.Token;

    public void Dispose()
    {
        _terminate.Dispose();
        _interrupt.Dispose();
        _hurry.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (Interlocked.Increment(ref _count) == 1) return; // the host's to obey

        context.Cancel = true; // the host is stopping already; the runtime must not end the process under it
        try
        {
            _hurry.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Everything has stopped already.
        }
    }
}
