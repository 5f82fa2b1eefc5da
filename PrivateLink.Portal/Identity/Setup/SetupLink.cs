using System.Security.Cryptography;
using System.Text;

namespace PrivateLink.Portal.Identity.Setup;

/// <summary>
/// The secret in the setup link of this process. It is created at start, valid for an hour, and works for one administrator. It exists only in
/// memory, so a restart replaces it. Thread-safe.
/// </summary>
public sealed class SetupLink(TimeProvider time)
{
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(60);

    private readonly Lock _lock = new();
    private string? _hash;
    private DateTimeOffset _until;

    /// <summary>Creates a new secret. An earlier one no longer works.</summary>
    public OneTimeToken Issue()
    {
        var token = OneTimeToken.New();
        lock (_lock) (_hash, _until) = (token.Hash, time.GetUtcNow() + GoodFor);
        return token;
    }

    /// <summary>Whether this is the secret and still valid.</summary>
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
