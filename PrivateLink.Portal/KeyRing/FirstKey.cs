using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace PrivateLink.Portal.KeyRing;

/// <summary>
/// Creates the first key as soon as the database is available. Otherwise the first page with a form would create it. That page would fail while the
/// database accepts no writes.
/// </summary>
internal sealed class FirstKey(IDataProtectionProvider protection)
{
    /// <summary>Creates a key if no valid one exists. It runs on another thread, because the framework blocks while it waits for the database.</summary>
    public Task MakeAsync(CancellationToken cancellationToken) => Task.Run(Make, cancellationToken);

    private void Make()
    {
        try
        {
            protection.CreateProtector(nameof(FirstKey)).Protect([]);
        }
        catch (CryptographicException)
        {
            // The first page with a form tries again.
        }
    }
}
