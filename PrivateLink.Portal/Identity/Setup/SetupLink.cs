using System.Security.Cryptography;
using System.Text;

namespace PrivateLink.Portal.Identity.Setup;

/// <summary>
/// The secret in the setup link of this process: made at start, good for an hour and for one administrator. It is in memory only, so a
/// restart makes a new one and forgets the old. Thread-safe.
/// </summary>
public sealed class SetupLink(TimeProvider time)
{
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(60);

    private readonly Lock _lock = new();
    private string? _hash;
    private DateTimeOffset _until;

    /// <summary>A new secret; an earlier one is worthless from now on.</summary>
    public OneTimeToken Issue()
    {
        var token = OneTimeToken.New();
        lock (_lock) (_hash, _until) = (token.Hash, time.GetUtcNow() + GoodFor);
        return token;
    }

    /// <summary>Whether this is the secret, and still good.</summary>
    public bool Opens(string token)
    {
        lock (_lock)
            return _hash is not null
                && time.GetUtcNow() < _until
                && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(_hash), Encoding.ASCII.GetBytes(OneTimeToken.HashOf(token)));
    }

    public void Close()
    {
        lock (_lock) _hash = null;
    }
}
