namespace PrivateLink.Portal.Mail;

/// <summary>
/// Limits how often one address gets mail of one kind. Invitations and password resets must not flood a stranger's mailbox, or block a letter that
/// warns of something else. Thread-safe.
/// </summary>
internal sealed class MailPace(TimeProvider time)
{
    public const int LettersAnHour = 5;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(LetterKind Kind, string Address), Queue<DateTimeOffset>> _letters = [];

    /// <summary>Counts one more letter, unless the address has reached its limit for the kind.</summary>
    public bool TryTake(LetterKind kind, string address)
    {
        var key = (kind, address.ToUpperInvariant());
        lock (_lock)
        {
            Forget(time.GetUtcNow() - Hour);
            if (!_letters.TryGetValue(key, out var sent)) _letters.Add(key, sent = []);
            if (sent.Count >= LettersAnHour) return false;
            sent.Enqueue(time.GetUtcNow());
            return true;
        }
    }

    private void Forget(DateTimeOffset before)
    {
        foreach (var (key, sent) in _letters)
        {
            while (sent.TryPeek(out var first) && first <= before) sent.Dequeue();
            if (sent.Count == 0) _letters.Remove(key);
        }
    }
}
