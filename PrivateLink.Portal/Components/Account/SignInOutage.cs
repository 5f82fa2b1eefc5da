using PrivateLink.Portal.Health;

namespace PrivateLink.Portal.Components.Account;

/// <summary>Why no one can sign in while the database does not work.</summary>
internal static class SignInOutage
{
    /// <summary>The cause in a sentence for anyone, without the names of files and servers.</summary>
    /// <param name="database">The known state. A sign-in may fail before the trouble is seen.</param>
    public static string Of(DatabaseState database) => database.Trouble is { } trouble
        ? $"No one can sign in now. The portal's database cannot be used: {trouble.Briefly}."
        : "No one can sign in now: the database is unavailable or cannot save changes.";
}
