using System.Runtime.InteropServices;

namespace PrivateLink.Portal.Commands.Tail;

/// <summary>Ends a command cleanly on Ctrl+C and SIGTERM.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _ending;
    private readonly PosixSignalRegistration[] _signals;

    private Interruption(CancellationToken cancellationToken)
    {
        _ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _signals = [.. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM]).Select(signal => PosixSignalRegistration.Create(signal, End))];
    }

    public CancellationToken Token => _ending.Token;

    public static Interruption Of(CancellationToken cancellationToken) => new(cancellationToken);

    public void Dispose()
    {
        foreach (var signal in _signals) signal.Dispose();
        _ending.Dispose();
    }

    private void End(PosixSignalContext context)
    {
        context.Cancel = true;
        _ending.Cancel();
    }
}
