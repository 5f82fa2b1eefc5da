namespace PrivateLink.Portal.Mail;

/// <summary>How often one address gets mail: invitations and forgotten passwords must not serve to fill a stranger's mailbox. Thread-safe.</summary>
internal sealed class MailPace(TimeProvider time)
{
    public const int LettersAnHour = 5;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> _letters = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Counts one more letter, unless the address has had its share.</summary>
    public bool TryTake(string address)
    {
        lock (_lock)
        {
            Forget(time.GetUtcNow() - Hour);
            if (!_letters.TryGetValue(address, out var sent)) _letters.Add(address, sent = []);
            if (sent.Count >= LettersAnHour) return false;
            sent.Enqueue(time.GetUtcNow());
            return true;
        }
    }

    private void Forget(DateTimeOffset before)
    {
        foreach (var (address, sent) in _letters)
        {
            while (sent.TryPeek(out var first) && first <= before) sent.Dequeue();
            if (sent.Count == 0) _letters.Remove(address);
        }
    }
}
