namespace PrivateLink.Portal.SupportBundles;

/// <summary>Reads the parts of a bundle one by one. A part that fails or takes too long is missing, and the others are not affected.</summary>
internal sealed class PartReader(Redaction redaction, TimeProvider time)
{
    /// <summary>How long a part may take. A person waits for the bundle.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    public Task<BundlePart> ReadAsync(string name, Func<string> read, CancellationToken cancellationToken) => ReadAsync(name, _ => Task.Run(read, cancellationToken), cancellationToken);

    public async Task<BundlePart> ReadAsync(string name, Func<CancellationToken, Task<string>> read, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            // The provider of SQLite works in the caller's thread and cannot be interrupted, so nobody waits for it.
            return new(name, redaction.Of(await Task.Run(() => read(either.Token), either.Token).WaitAsync(either.Token)));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(name, Text: null, $"it took longer than {Patience.TotalSeconds:0} seconds");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new(name, Text: null, redaction.Of(OneLineOf(exception.Message)));
        }
    }

    private static string OneLineOf(string text) => string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
