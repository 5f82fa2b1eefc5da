using System.Runtime.InteropServices;

namespace PrivateLink.Engine;

/// <summary>Whoever asks twice to stop means at once: a second SIGTERM or SIGINT while the first is being obeyed.</summary>
internal sealed class SecondSignal : IDisposable
{
    private readonly CancellationTokenSource _hurry;
    private readonly PosixSignalRegistration _terminate;
    private readonly PosixSignalRegistration _interrupt;

    /// <param name="also">Another reason to hurry.</param>
    public SecondSignal(CancellationToken also)
    {
        _hurry = CancellationTokenSource.CreateLinkedTokenSource(also);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
    }

    public CancellationToken Token => _hurry.Token;

    public void Dispose()
    {
        _terminate.Dispose();
        _interrupt.Dispose();
        _hurry.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true; // the host is stopping already; the runtime must not end the process under it
        _hurry.Cancel();
    }
}
