using System.Runtime.InteropServices;

namespace PrivateLink.Engine;

/// <summary>
/// Detects the second SIGTERM or SIGINT of this process, which means stop at once. It counts from the start of the process, because the second may
/// arrive before the first takes effect.
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
        if (Interlocked.Increment(ref _count) == 1) return; // the host handles the first one

        context.Cancel = true; // the host is already stopping; the runtime must not end the process meanwhile
        try
        {
            _hurry.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The engine has already stopped.
        }
    }
}
