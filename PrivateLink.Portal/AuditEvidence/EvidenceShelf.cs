using System.Collections.Concurrent;
using PrivateLink.Portal.Access;

namespace PrivateLink.Portal.AuditEvidence;

/// <summary>
/// Keeps new documents for a short time, so that their makers can print and save them. The audit log keeps the checksum permanently, and the auditor
/// keeps the file. Thread-safe.
/// </summary>
public sealed class EvidenceShelf(TimeProvider time)
{
    /// <summary>How long a document is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    /// <summary>The maximum size of all documents together.</summary>
    private const long MostBytes = 64L << 20;

    private readonly ConcurrentDictionary<Guid, Place> _places = new();

    internal void Put(Caller caller, MadeEvidence made)
    {
        var now = time.GetUtcNow();
        foreach (var (id, place) in _places)
            if (now - place.Since > Kept) _places.TryRemove(id, out _);

        // Removes the oldest first, because their makers had the most time to print them.
        var bytes = _places.Values.Sum(place => (long)place.Made.File.Length) + made.File.Length;
        foreach (var (id, place) in _places.OrderBy(each => each.Value.Since).ThenBy(each => each.Key).TakeWhile(_ => bytes > MostBytes))
            if (_places.TryRemove(id, out _)) bytes -= place.Made.File.Length;
        _places[made.Document.Id] = new(now, caller.TenantId, made);
    }

    /// <summary>A document that the caller's own side made. Null if it is no longer kept.</summary>
    [Requires(Permission.MakeEvidence)]
    public MadeEvidence? Find(Caller caller, Guid id)
    {
        caller.Demand(Permission.MakeEvidence);
        if (!_places.TryGetValue(id, out var place) || time.GetUtcNow() - place.Since > Kept) return null;

        // A company document contains hashes that a tenant must not get.
        return caller.IsCompany || place.TenantId == caller.TenantId ? place.Made : null;
    }

    /// <param name="TenantId">The tenant whose people made it. Null for the company.</param>
    private sealed record Place(DateTimeOffset Since, Guid? TenantId, MadeEvidence Made);
}
