using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace PrivateLink.Portal.KeyRing;

/// <summary>
/// Makes the first key as soon as the database is there. Otherwise the first page with a form would make it, and could not be shown when the database takes
/// nothing just then.
/// </summary>
internal sealed class FirstKey(IDataProtectionProvider protection)
{
    /// <summary>Makes a key if none is good, on another thread: the framework waits for the database in doing so.</summary>
    public Task MakeAsync(CancellationToken cancellationToken) => Task.Run(Make, cancellationToken);

    private void Make()
    {
        try
        {
            protection.CreateProtector(nameof(FirstKey)).Protect([]);
        }
        catch (CryptographicException)
        {
            // The first page tries again.
        }
    }
}
