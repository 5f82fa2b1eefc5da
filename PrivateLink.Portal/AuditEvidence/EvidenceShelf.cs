using System.Collections.Concurrent;
using PrivateLink.Portal.Access;

namespace PrivateLink.Portal.AuditEvidence;

/// <summary>
/// Documents that were made a short while ago, until their makers have printed and kept them. The audit log holds the checksum for good; the file is
/// the auditor's. Thread-safe.
/// </summary>
public sealed class EvidenceShelf(TimeProvider time)
{
    /// <summary>How long a document waits.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    /// <summary>What all documents together may take.</summary>
    private const long MostBytes = 64L << 20;

    private readonly ConcurrentDictionary<Guid, Place> _places = new();

    internal void Put(Caller caller, MadeEvidence made)
    {
        var now = time.GetUtcNow();
        foreach (var (id, place) in _places)
            if (now - place.Since > Kept) _places.TryRemove(id, out _);

        // The oldest give way: they had the most time to be printed.
        var bytes = _places.Values.Sum(place => (long)place.Made.File.Length) + made.File.Length;
        foreach (var (id, place) in _places.OrderBy(each => each.Value.Since).ThenBy(each => each.Key).TakeWhile(_ => bytes > MostBytes))
            if (_places.TryRemove(id, out _)) bytes -= place.Made.File.Length;
        _places[made.Document.Id] = new(now, caller.TenantId, made);
    }

    /// <summary>What the caller's own side has made; null when it is not there any more.</summary>
    [Requires(Permission.MakeEvidence)]
    public MadeEvidence? Find(Caller caller, Guid id)
    {
        caller.Demand(Permission.MakeEvidence);
        if (!_places.TryGetValue(id, out var place) || time.GetUtcNow() - place.Since > Kept) return null;

        // What the company made holds hashes that a tenant does not get.
        return caller.IsCompany || place.TenantId == caller.TenantId ? place.Made : null;
    }

    /// <param name="TenantId">Whose side made it; null for the company's.</param>
    private sealed record Place(DateTimeOffset Since, Guid? TenantId, MadeEvidence Made);
}
