using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace PrivateLink.Portal.Identity.Sessions;

/// <summary>Counts the open pages of each person, so that one person cannot exhaust the server. Thread-safe.</summary>
public sealed class OpenPages(IOptions<PeopleOptions> options)
{
    private readonly ConcurrentDictionary<Guid, int> _counts = [];

    /// <summary>Counts one more page of a person. False if the person has reached the limit.</summary>
    public bool TryOpen(Guid personId)
    {
        var most = options.Value.OpenPages;
        while (true)
        {
            var count = _counts.GetOrAdd(personId, 0);
            if (count >= most) return false;
            if (_counts.TryUpdate(personId, count + 1, count)) return true;
        }
    }

    public void Close(Guid personId)
    {
        var left = _counts.AddOrUpdate(personId, 0, static (_, count) => count - 1);
        if (left <= 0) _counts.TryRemove(KeyValuePair.Create(personId, left));
    }

    public int CountOf(Guid personId) => _counts.GetValueOrDefault(personId);
}
